import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf, messageOf, ShowrunnerError } from '../domain/errors.ts';
import {
  ARTIFACT_FOLDERS,
  diskFullOr,
  hashFile,
  hashOf,
  MANIFEST_FORMAT,
  renameDurably,
  type Artifact,
  type ArtifactDraft,
  type ArtifactKind,
  type ArtifactStore,
  type Examined,
  type Home,
  type Manifest,
} from '../store/index.ts';
import {
  hashAndSync,
  MANIFEST,
  repackFolder,
  setAsideFolder,
  sweepFolder,
  writeManifest,
} from './local-artifact-folder.ts';

/** Artifacts as folders of the home: `<home>/<folder of the kind>/<id>/`. */
export function localArtifactStore(home: Home): ArtifactStore {
  const rootOf = (kind: ArtifactKind): string => join(home.root, ARTIFACT_FOLDERS[kind]);
  const load = <C extends Json>(kind: ArtifactKind, id: string): Artifact<C> =>
    readArtifact<C>(kind, resolveId(rootOf(kind), kind, id), rootOf(kind));
  return {
    draft: async (kind) => draftIn(home, kind, rootOf(kind)),
    load: async <C extends Json>(kind: ArtifactKind, id: string) => load<C>(kind, id),
    ids: async (kind) => idsIn(rootOf(kind)),
    list: async <C extends Json>(kind: ArtifactKind) =>
      idsIn(rootOf(kind)).flatMap((id) => readUnlessRemoved<C>(kind, id, rootOf(kind))),
    requireIntact,
    examine: async <C extends Json>(kind: ArtifactKind) =>
      idsIn(rootOf(kind)).flatMap((id) => examineOne<C>(kind, id, rootOf(kind))),
    repack: async (artifact, change) => {
      await repackFolder(home, artifact, change);
      return readArtifact(artifact.kind, artifact.id, rootOf(artifact.kind));
    },
    sweep: async ({ folder, manifest }, graceMs) => sweepFolder(folder, manifest, graceMs),
    setAside: async (kind, id) => setAsideFolder(home, join(rootOf(kind), id)),
    remove: async (kind, id) => removeInOneStep(home, join(rootOf(kind), id)),
  };
}

function draftIn(home: Home, kind: ArtifactKind, root: string): ArtifactDraft {
  let folder: string;
  try {
    mkdirSync(root, { recursive: true });
    mkdirSync(home.temporary, { recursive: true });
    folder = mkdtempSync(join(home.temporary, `${kind}-${process.pid}-`));
  } catch (thrown) {
    throw diskFullOr(root, thrown);
  }
  let committed = false;
  return {
    folder,
    commit: async (content, info = {}) => {
      const id = await sealDraft(folder, { kind, content, info });
      const final = join(root, id);
      if (existsSync(final)) await rm(folder, { recursive: true });
      else renameDurably(folder, final);
      committed = true;
      return readArtifact(kind, id, root);
    },
    discard: async () => {
      if (!committed) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Hashes and syncs every file of a draft and writes its manifest. Returns the artifact's id. */
async function sealDraft(
  folder: string,
  { kind, content, info }: { kind: ArtifactKind; content: Json; info: Record<string, Json> },
): Promise<string> {
  const files = await hashAndSync(folder);
  const manifest: Manifest = { kind, format: MANIFEST_FORMAT, content, files, info };
  writeManifest(folder, manifest);
  return idOf(manifest);
}

const idOf = ({ kind, format, content }: Manifest): string => hashOf({ kind, format, content });

const idsIn = (root: string): string[] =>
  existsSync(root)
    ? readdirSync(root)
        .filter((name) => /^[0-9a-f]{64}$/.test(name))
        .sort()
    : [];

function resolveId(root: string, kind: ArtifactKind, id: string): string {
  const ids = idsIn(root);
  const matches = id === '' ? [] : ids.filter((known) => known.startsWith(id));
  if (matches.length === 1) return matches[0]!;
  const some = ids.slice(0, 5).map((known) => known.slice(0, 12));
  const found =
    matches.length > 1
      ? `${matches.length} that begin so`
      : ids.length === 0
        ? 'none at all'
        : `${some.join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
  throw errorOf('ARTIFACT_MISSING', { kind, id, found });
}

function readArtifact<C extends Json>(kind: ArtifactKind, id: string, root: string): Artifact<C> {
  const artifact = readSelf<C>(kind, id, root);
  requireFiles(artifact);
  return artifact;
}

/** What an artifact says of itself, checked against its id; its files are not looked at. */
function readSelf<C extends Json>(kind: ArtifactKind, id: string, root: string): Artifact<C> {
  const folder = join(root, id);
  const manifest = readManifest<C>(kind, id, folder);
  if (manifest.format > MANIFEST_FORMAT)
    throw errorOf('ARTIFACT_TOO_NEW', {
      kind,
      id,
      found: manifest.format,
      expected: MANIFEST_FORMAT,
    });
  if (idOf(manifest) !== id)
    throw corrupt(kind, id, `a manifest with hash ${idOf(manifest)}`, `hash ${id}`);
  return { id, kind, folder, manifest };
}

/** Every file is there, at its length. */
function requireFiles({ kind, id, folder, manifest }: Artifact): void {
  for (const [name, { sizeBytes }] of Object.entries(manifest.files)) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? null;
    if (found !== sizeBytes)
      throw corrupt(
        kind,
        id,
        found === null ? `no file ${name}` : `${name} of ${found} bytes`,
        `${sizeBytes} bytes`,
      );
  }
}

/** Empty when somebody removed the artifact between listing and reading it. */
function readUnlessRemoved<C extends Json>(
  kind: ArtifactKind,
  id: string,
  root: string,
): Artifact<C>[] {
  try {
    return [readArtifact<C>(kind, id, root)];
  } catch (thrown) {
    if (!existsSync(join(root, id))) return [];
    throw thrown;
  }
}

/** Nothing when somebody removed the artifact between listing and reading it. */
function examineOne<C extends Json>(kind: ArtifactKind, id: string, root: string): Examined<C>[] {
  let artifact: Artifact<C> | null = null;
  try {
    artifact = readSelf<C>(kind, id, root);
    requireFiles(artifact);
    return [{ id, artifact, damage: null }];
  } catch (thrown) {
    if (!(thrown instanceof ShowrunnerError)) throw thrown;
    return existsSync(join(root, id)) ? [{ id, artifact, damage: thrown }] : [];
  }
}

function readManifest<C extends Json>(kind: ArtifactKind, id: string, folder: string): Manifest<C> {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest<C>;
  } catch (thrown) {
    throw errorOf(
      'ARTIFACT_CORRUPT',
      { kind, id, found: messageOf(thrown), expected: 'a readable manifest.json' },
      thrown,
    );
  }
}

/** Out of sight first, so that nobody meets half an artifact, then gone. */
async function removeInOneStep(home: Home, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  mkdirSync(home.temporary, { recursive: true });
  const grave = mkdtempSync(join(home.temporary, `removed-${process.pid}-`));
  renameSync(folder, join(grave, 'artifact'));
  await rm(grave, { recursive: true, force: true });
}

async function requireIntact({ kind, id, folder, manifest }: Artifact): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) {
    const found = await hashFile(join(folder, name));
    if (found.sha256 !== expected.sha256)
      throw corrupt(kind, id, `${name} with hash ${found.sha256}`, `hash ${expected.sha256}`);
  }
}

const corrupt = (kind: string, id: string, found: string, expected: string): Error =>
  errorOf('ARTIFACT_CORRUPT', { kind, id, found, expected });
