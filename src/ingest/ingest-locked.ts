import { sha256, waitForRole } from '../store/index.ts';
import { ingestPartition } from './ingest-partition.ts';
import type { IngestOptions } from './ingest.ts';
import type { PartitionState } from './partition-state.ts';
import { sortSegments, type Segment } from './segment.ts';

/** The former holder of a partition has this long to commit what it has judged. */
const LOCK_WAIT_MS = 60_000;

/**
 * Reads a partition under its lock, which fences it: whoever held it before has let go or is
 * dead, and what the segments say then is where it stands.
 *
 * @returns `null` when stopped before the lock was free
 * @throws ConflictError `HOME_LOCKED`; and as `ingestPartition`
 */
export async function ingestLocked(
  options: IngestOptions,
  partition: number,
): Promise<PartitionState | null> {
  const { home, source, stop } = options;
  const role = `ingest-${sha256(source.name).slice(0, 12)}-${partition}`;
  const lock = await waitForRole(home, role, { waitMs: LOCK_WAIT_MS, stop });
  if (lock === null) return null;
  try {
    return await ingestPartition(options, partition, await tidySegments(options, partition));
  } finally {
    lock.release();
  }
}

/** Live segments of a partition, after removing what a crash left beside them. */
async function tidySegments(
  { artifacts, source }: IngestOptions,
  partition: number,
): Promise<Segment[]> {
  const { live, replaced } = await sortSegments(artifacts);
  const ofPartition = (segments: readonly Segment[]): Segment[] =>
    segments.filter(
      ({ manifest: { content } }) =>
        content.source === source.name && content.partition === partition,
    );
  for (const { id } of ofPartition(replaced)) await artifacts.remove('segment', id);
  return ofPartition(live);
}
