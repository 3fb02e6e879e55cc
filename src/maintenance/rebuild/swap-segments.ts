import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ShowrunnerError } from '../../domain/errors.ts';
import type { Segment, SegmentContent } from '../../ingest/index.ts';
import type { Artifact, ArtifactStore } from '../../store/index.ts';
import type { LakeComparison } from './compare-lakes.ts';

/** What became of the old segments. */
export interface SwapResult {
  /** Were damaged on disk and are whole again under the same id. */
  readonly mendedCount: number;
  /** Folders in which replaced and damaged segments are kept. */
  readonly setAside: readonly string[];
}

/**
 * Puts rebuilt segments in the place of the old ones, range by range. A new segment names those it
 * replaces, so that at any instant, killed or not, one of the two counts for a range.
 *
 * @param damagedIds old segments whose folder cannot be loaded
 */
export async function swapSegments(
  artifacts: ArtifactStore,
  { same, fresh, gone }: LakeComparison,
  damagedIds: readonly string[],
): Promise<SwapResult> {
  const setAside: string[] = [];
  let mendedCount = 0;
  for (const id of damagedIds)
    if (!same.some((segment) => segment.id === id))
      setAside.push(await artifacts.setAside('segment', id));
  for (const segment of same) {
    if (!damagedIds.includes(segment.id) && (await isIntact(artifacts, segment.id))) continue;
    setAside.push(await artifacts.setAside('segment', segment.id));
    await copyIn(artifacts, segment, {});
    mendedCount++;
  }
  for (const segment of fresh)
    await copyIn(artifacts, segment, { replaces: gone.filter(overlapping(segment)).map(idOf) });
  for (const { id } of gone)
    if (!damagedIds.includes(id)) setAside.push(await artifacts.setAside('segment', id));
  return { mendedCount, setAside };
}

const idOf = ({ id }: Segment): string => id;

const overlapping =
  ({ manifest: { content: a } }: Segment) =>
  ({ manifest: { content: b } }: Segment): boolean =>
    a.source === b.source && a.partition === b.partition && a.from < b.to && b.from < a.to;

async function isIntact(artifacts: ArtifactStore, id: string): Promise<boolean> {
  try {
    await artifacts.requireIntact(await artifacts.load<SegmentContent>('segment', id));
    return true;
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError) return false;
    throw thrown;
  }
}

async function copyIn(
  artifacts: ArtifactStore,
  { folder, manifest }: Artifact<SegmentContent>,
  info: { readonly replaces?: readonly string[] },
): Promise<void> {
  const draft = await artifacts.draft('segment');
  try {
    for (const name of await readdir(folder))
      if (name in manifest.files) await copyFile(join(folder, name), join(draft.folder, name));
    await draft.commit(manifest.content, { ...manifest.info, ...info });
  } finally {
    await draft.discard();
  }
}
