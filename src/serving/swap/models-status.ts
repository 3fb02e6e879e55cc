import type { Comparison } from './compare-answers.ts';
import type { ScoringStatus } from '../scoring/worker-ranker.ts';

/** How one change of champions went. */
export interface SwapRecord {
  /** Versions; `null` for none. */
  readonly from: string | null;
  readonly to: string;
  /** `null` when it took its place; else why it did not, in a sentence. */
  readonly refused: string | null;
  /** From when the change was seen to the switch: loading, warming, comparing. */
  readonly seconds: number;
  /** `null` where it was not compared, as popularity is not. */
  readonly comparison: Comparison | null;
}

/** What the keeper of the models did and is doing. */
export interface ModelsStatus {
  /** The version that is being loaded beside the one that serves; `null` at rest. */
  readonly loading: string | null;
  readonly swaps: number;
  readonly refusals: number;
  readonly last: SwapRecord | null;
  /** Threads of the champion; the counts are those of all champions of this process. */
  readonly scoring: ScoringStatus;
}

export const NO_SCORING: ScoringStatus = {
  threads: 0,
  deaths: 0,
  waiting: 0,
  inFlight: 0,
  serviceMs: 0,
  answered: 0,
  batches: 0,
  shed: 0,
  expired: 0,
};

/** What is now, with the counts of both. */
export const addScoring = (now: ScoringStatus, before: ScoringStatus): ScoringStatus => ({
  ...now,
  deaths: now.deaths + before.deaths,
  answered: now.answered + before.answered,
  batches: now.batches + before.batches,
  shed: now.shed + before.shed,
  expired: now.expired + before.expired,
});
