import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  diskFullOr,
  hashFile,
  renameDurably,
  syncPath,
  writeFileDurably,
  type Artifact,
  type Home,
  type Manifest,
  type Repacking,
} from '../store/index.ts';

/** The file of an artifact's folder that says what the artifact is. */
export const MANIFEST = 'manifest.json';

/** Hashes every file of a folder and makes it survive a power cut. */
export async function hashAndSync(folder: string): Promise<Manifest['files']> {
  const files: Record<string, { sha256: string; sizeBytes: number }> = {};
  for (const name of readdirSync(folder).sort()) {
    files[name] = await hashFile(join(folder, name));
    syncPath(join(folder, name));
  }
  return files;
}

/** Puts a manifest in its place, whole or not at all. */
export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileDurably(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);

/**
 * Writes the new files beside the old ones, then the manifest that names them. Until that one
 * step the old manifest holds, and the new files are litter that `sweepFolder` takes away.
 *
 * @throws UnavailableError `DISK_FULL`
 */
export async function repackFolder(
  home: Home,
  { folder, manifest, id }: Artifact,
  { write, drop }: Repacking,
): Promise<void> {
  mkdirSync(home.temporary, { recursive: true });
  const draft = mkdtempSync(join(home.temporary, `repack-${process.pid}-`));
  try {
    await write(draft);
    const added = await hashAndSync(draft);
    for (const name of Object.keys(added)) {
      if (name in manifest.files) throw new TypeError(`${id} has a file ${name} already`);
      renameDurably(join(draft, name), join(folder, name));
    }
    const kept = Object.entries(manifest.files).filter(([name]) => !drop.includes(name));
    writeManifest(folder, { ...manifest, files: { ...Object.fromEntries(kept), ...added } });
  } catch (thrown) {
    throw diskFullOr(folder, thrown);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Removes what the manifest, once it is so old, does not name. @returns bytes that were freed */
export async function sweepFolder(
  folder: string,
  { files }: Manifest,
  graceMs: number,
): Promise<number> {
  if (Date.now() - statSync(join(folder, MANIFEST)).mtimeMs < graceMs) return 0;
  let freedBytes = 0;
  for (const name of readdirSync(folder)) {
    if (name === MANIFEST || name in files) continue;
    freedBytes += statSync(join(folder, name)).size;
    await rm(join(folder, name), { recursive: true });
  }
  return freedBytes;
}

/** Moves a folder to `set-aside/` in the home, where nothing reads or removes it. */
export function setAsideFolder(home: Home, folder: string): string {
  const kind = basename(dirname(folder));
  const root = join(home.root, 'set-aside');
  mkdirSync(root, { recursive: true });
  for (let copy = 1; ; copy++) {
    const place = join(root, `${kind}-${basename(folder)}${copy === 1 ? '' : `-${copy}`}`);
    if (existsSync(place)) continue;
    renameDurably(folder, place);
    return place;
  }
}
