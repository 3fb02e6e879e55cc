import type { SourceGroup } from '../events/index.ts';
import { ingestLocked } from './ingest-locked.ts';
import type { IngestOptions } from './ingest.ts';
import type { LagBoard } from './lag-board.ts';
import type { PartitionState } from './partition-state.ts';

/** Reads all partitions, each to its end; when one fails, the others are stopped in good order. */
export async function ingestAll(
  options: IngestOptions,
  partitions: readonly number[],
): Promise<PartitionState[]> {
  const readers = partitionReaders(options);
  for (const partition of partitions) readers.start(partition);
  return readers.ended();
}

/**
 * Reads the partitions that a member of a group is given, until it is stopped. A partition that
 * is taken away is read no further: what was judged is committed, and its lock let go.
 */
export async function ingestAssigned(
  options: IngestOptions,
  group: SourceGroup,
  board: LagBoard,
): Promise<PartitionState[]> {
  const readers = partitionReaders(options);
  const underWay = new Map<number, AbortController>();
  for await (const assigned of group.assignments(readers.stop)) {
    for (const [partition, ending] of underWay) {
      if (assigned.includes(partition)) continue;
      ending.abort();
      underWay.delete(partition);
      board.forget(partition);
    }
    for (const partition of assigned)
      if (!underWay.has(partition)) underWay.set(partition, readers.start(partition));
  }
  return readers.ended();
}

interface PartitionReaders {
  /** Aborted by the caller's stop and by the first failure. */
  readonly stop: AbortSignal;
  /** @returns what ends this reading alone */
  start(partition: number): AbortController;
  /** Waits for all. @throws what the first failure threw */
  ended(): Promise<PartitionState[]>;
}

function partitionReaders(options: IngestOptions): PartitionReaders {
  const failed = new AbortController();
  const stop = AbortSignal.any([options.stop, failed.signal]);
  const all: Promise<PartitionState | null>[] = [];
  return {
    stop,
    start: (partition) => {
      const ending = new AbortController();
      const either = AbortSignal.any([stop, ending.signal]);
      const reading = ingestLocked({ ...options, stop: either }, partition);
      reading.catch((thrown: unknown) => failed.abort(thrown));
      all.push(reading);
      return ending;
    },
    ended: async () => {
      const ends = await Promise.allSettled(all);
      if (failed.signal.aborted) throw failed.signal.reason;
      return merged(ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])));
    },
  };
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
