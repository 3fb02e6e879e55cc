import type { Progress } from '../../domain/progress.ts';
import { messageOf } from '../../domain/errors.ts';
import {
  ARTIFACT_FOLDERS,
  type Artifact,
  type ArtifactKind,
  type ArtifactStore,
} from '../../store/index.ts';
import { trouble, well, type Diagnosis } from './diagnosis.ts';

/** What is looked at. */
export interface ArtifactCheck {
  readonly artifacts: ArtifactStore;
  readonly progress: Progress;
  /** Whether every byte is read and compared with its hash, or lengths only. */
  readonly bytes: boolean;
  /** Path of the home, for the commands that are named. */
  readonly home: string;
}

/** Looks at every artifact of every kind. */
export async function checkArtifacts(options: ArtifactCheck): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const kind of Object.keys(ARTIFACT_FOLDERS) as ArtifactKind[])
    diagnoses.push(...(await checkKind(options, kind)));
  return diagnoses;
}

async function checkKind(options: ArtifactCheck, kind: ArtifactKind): Promise<Diagnosis[]> {
  const all = await options.artifacts.examine(kind);
  const damaged: Diagnosis[] = [];
  for (const [index, { id, artifact, damage }] of all.entries()) {
    options.progress.update({ task: kind, done: index, total: all.length, unit: 'artifacts' });
    const message = damage?.message ?? (await byteDamage(options, artifact));
    if (message !== null) damaged.push(trouble(kind, message, wayOutOf(kind, id, options.home)));
  }
  const count = all.length - damaged.length;
  if (all.length === 0) return [];
  const checked = options.bytes ? 'every byte as it was written' : 'every file of the right length';
  return count === 0 ? damaged : [well(kind, `${count} whole, ${checked}.`), ...damaged];
}

async function byteDamage(
  { artifacts, bytes }: ArtifactCheck,
  artifact: Artifact | null,
): Promise<string | null> {
  if (!bytes || artifact === null) return null;
  try {
    await artifacts.requireIntact(artifact);
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

function wayOutOf(kind: ArtifactKind, id: string, home: string): string {
  switch (kind) {
    case 'segment':
      return `npx showrunner ingest --rebuild --home ${home} (with --from SOURCE where the archived lines are damaged too)`;
    case 'catalogue':
      return `npx showrunner catalogue sync … --home ${home} makes a new snapshot; segments judged with this one keep their verdicts.`;
    case 'model':
      return `npx showrunner run --force --home ${home} trains it again; npx showrunner rollback goes back meanwhile.`;
    default:
      return `Move the folder ${ARTIFACT_FOLDERS[kind]}/${id} out of the home; npx showrunner run --home ${home} makes it again from the lake.`;
  }
}
