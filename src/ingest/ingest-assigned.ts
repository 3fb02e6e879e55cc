import type { SourceGroup } from '../events/index.ts';
import { ingestLocked } from './ingest-locked.ts';
import type { IngestOptions } from './ingest.ts';
import type { PartitionState } from './partition-state.ts';

/**
 * Reads the partitions that a member of a group is given, until it is stopped. A partition that
 * is taken away is read no further: what was judged is committed, and its lock let go.
 */
export async function ingestAssigned(
  options: IngestOptions,
  group: SourceGroup,
): Promise<(PartitionState | null)[]> {
  const failed = new AbortController();
  const stop = AbortSignal.any([options.stop, failed.signal]);
  const readers = new Map<number, { readonly ending: AbortController }>();
  const all: Promise<PartitionState | null>[] = [];
  const start = (partition: number): void => {
    const ending = new AbortController();
    readers.set(partition, { ending });
    const reading = ingestLocked(
      { ...options, stop: AbortSignal.any([stop, ending.signal]) },
      partition,
    );
    reading.catch((thrown: unknown) => failed.abort(thrown));
    all.push(reading);
  };
  for await (const assigned of group.assignments(stop)) {
    for (const [partition, { ending }] of readers) {
      if (assigned.includes(partition)) continue;
      ending.abort();
      readers.delete(partition);
    }
    for (const partition of assigned) if (!readers.has(partition)) start(partition);
  }
  for (const { ending } of readers.values()) ending.abort();
  const ended = await Promise.allSettled(all);
  if (failed.signal.aborted) throw failed.signal.reason;
  return merged(ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])));
}

/** The last state of each partition; one may have been read more than once. */
function merged(states: readonly (PartitionState | null)[]): PartitionState[] {
  const byPartition = new Map<number, PartitionState>();
  for (const state of states) {
    if (state === null) continue;
    const before = byPartition.get(state.partition)?.newLines ?? 0;
    byPartition.set(state.partition, { ...state, newLines: before + state.newLines });
  }
  return [...byPartition.values()].sort((a, b) => a.partition - b.partition);
}
