import type { Metadata } from '../store/index.ts';
import { latestRetrainings, type RetrainingRun } from './retrainings.ts';

/** How retraining has gone lately. */
export interface RetrainingStanding {
  readonly latest: RetrainingRun | null;
  /** Runs that failed, were killed or timed out since the last one that went well. */
  readonly failuresInARow: number;
  /** Runs since then that failed or that a gate held: what the wait before the next one grows by. */
  readonly triesInARow: number;
}

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
/** As many tries as are counted; the longest wait is reached long before. */
const MOST_TRIES = 200;

/**
 * Counts what is remembered, the latest first. What somebody stopped counts neither way.
 *
 * @param isAtWork whether a pipeline is alive: a run that is `running` without one was killed
 */
export function standingOf(
  runs: readonly RetrainingRun[],
  isAtWork: boolean,
): Omit<RetrainingStanding, 'latest'> {
  const end = runs.findIndex(({ status }) => status === 'done');
  const since = end < 0 ? runs : runs.slice(0, end);
  const count = (...statuses: readonly RetrainingRun['status'][]): number =>
    since.filter(({ status }) => statuses.includes(status)).length;
  const failuresInARow = count('failed', ...(isAtWork ? [] : (['running'] as const)));
  return { failuresInARow, triesInARow: failuresInARow + count('held') };
}

/** How retraining has gone lately, from what is remembered of its runs. */
export async function retrainingStanding(
  metadata: Metadata,
  isAtWork: boolean,
): Promise<RetrainingStanding> {
  const runs = await latestRetrainings(metadata, MOST_TRIES);
  return { latest: runs[0] ?? null, ...standingOf(runs, isAtWork) };
}

/**
 * When the next try may begin: 5 s after the first failure, then 10 s, 20 s … 5 minutes. A restart
 * forgets nothing, since it is counted from what is remembered.
 *
 * @returns milliseconds since the epoch; -Infinity when nothing failed
 */
export function retryAtMs({ latest, triesInARow }: RetrainingStanding): number {
  if (latest === null || triesInARow === 0) return -Infinity;
  const endedMs = Date.parse(latest.finishedAt ?? latest.startedAt);
  return endedMs + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (triesInARow - 1));
}
