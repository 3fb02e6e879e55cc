import { setTimeout as sleep } from 'node:timers/promises';
import type { EventSource } from '../../events/index.ts';
import {
  followPartition,
  type FollowedCounts,
  type Following,
  type PartitionProgress,
} from './follow-partition.ts';

/** A log as it is opened: by whoever knows its settings. */
export interface OpenedLog {
  readonly source: EventSource;
  close(): Promise<void>;
}

/** What following a log needs. */
export interface FollowOptions extends Omit<Following, 'source' | 'counts' | 'stop'> {
  readonly open: (stop: AbortSignal) => Promise<OpenedLog>;
  /** @throws when what was opened is not the log that the histories were read from */
  readonly requireSame: (source: EventSource) => void;
}

/** A log that is being followed. */
export interface FollowedLog {
  readonly counts: Readonly<FollowedCounts>;
  /** Lines behind its end over all partitions; `null` where that is not known. */
  lag(): number | null;
  /** Whether every partition was read to the end that it had when following began. */
  isCaughtUp(): boolean;
  /** Why it cannot be read now; `null` while it can. */
  failure(): unknown;
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** How often a topic is asked whether it has more partitions than it had. */
const LOOK_MS = 15_000;

/**
 * Follows all partitions of a log until it is stopped. When it cannot be opened or reading breaks off,
 * it is opened anew, after a quarter of a second, then after twice as long, up to ten seconds; reading
 * goes on with the next line, none left out and none twice.
 */
export function followLog(options: FollowOptions): FollowedLog {
  const ending = new AbortController();
  const counts = {
    lines: 0,
    setAside: 0,
    lost: 0,
    restarts: 0,
    lastLineMs: options.clock.nowMs(),
  };
  const progress = new Map<number, PartitionProgress>();
  let failure: unknown = null;
  const worked = (): void => void (failure = null);
  const run = async (): Promise<void> => {
    let waitMs = FIRST_WAIT_MS;
    while (!ending.signal.aborted) {
      const before = counts.lines;
      try {
        await followOnce({ options, counts, progress, worked, stop: ending.signal });
      } catch (thrown) {
        failure = thrown;
      }
      if (ending.signal.aborted) return;
      counts.restarts++;
      if (counts.lines > before) waitMs = FIRST_WAIT_MS;
      await sleep(waitMs, undefined, { signal: ending.signal }).catch(() => undefined);
      waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
    }
  };
  const running = run();
  return {
    counts,
    failure: () => failure,
    lag: () => {
      const lags = [...progress.values()].map(({ lag }) => lag);
      return lags.length === 0 || lags.includes(null)
        ? null
        : lags.reduce<number>((sum, lag) => sum + lag!, 0);
    },
    isCaughtUp: () =>
      progress.size > 0 && [...progress.values()].every(({ isCaughtUp }) => isCaughtUp),
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

interface Once {
  readonly options: FollowOptions;
  readonly counts: FollowedCounts;
  readonly progress: Map<number, PartitionProgress>;
  /** Hears that the log could be read. */
  readonly worked: () => void;
  readonly stop: AbortSignal;
}

/** Opens the log and follows it until it breaks off or is stopped. */
async function followOnce({ options, counts, progress, worked, stop }: Once): Promise<void> {
  const { source, close } = await options.open(stop);
  const broken = new AbortController();
  const either = AbortSignal.any([stop, broken.signal]);
  const readers: Promise<void>[] = [];
  const started = new Set<number>();
  const begin = (partition: number): void => {
    started.add(partition);
    const state = progress.get(partition) ?? { lag: null, isCaughtUp: false };
    progress.set(partition, state);
    const reading = followPartition({ ...options, source, counts, stop: either }, partition, state);
    readers.push(reading.finally(() => broken.abort()));
  };
  const looking = async (): Promise<void> => {
    options.requireSame(source);
    while (!either.aborted) {
      for (const partition of await source.partitions())
        if (!started.has(partition)) begin(partition);
      worked();
      await sleep(LOOK_MS, undefined, { signal: either }).catch(() => undefined);
    }
  };
  const [looked] = await Promise.allSettled([looking()]);
  broken.abort();
  const ends = await Promise.allSettled(readers);
  await close().catch(() => undefined);
  // What broke a partition off says more than what that led to.
  const failed = [...ends, looked].find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
