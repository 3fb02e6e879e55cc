import type { Explanation, History, ScoredRows, ScoringContext } from '../evaluation/index.ts';

/** What one model is asked. */
export interface RankRequest {
  readonly history: History;
  readonly context: ScoringContext;
  /** Rows wanted, ≥ 0. */
  readonly k: number;
  /** Rows that must not come back: ascending, distinct. */
  readonly excluded: Uint32Array;
  /**
   * Instant of `performance.now()` from which on nobody waits for the answer: what has not been
   * begun by then is not computed, and rejects with `SCORING_BUSY`. Absent: it is always of use.
   */
  readonly untilMs?: number;
}

/** The best rows, and how many allowed rows the model gave no finite score. */
export interface RankedRows extends ScoredRows {
  readonly notANumber: number;
}

/**
 * Port: asks one loaded model, in this thread or in another. Pure: equal requests give equal bits,
 * whoever computes them and whatever waits beside them.
 */
export interface Ranker {
  /**
   * The k best rows that are not excluded, best first; ties in order of rows.
   *
   * @throws UnavailableError `SCORING_BUSY` at once where the answer would come too late to be of
   *   use, `STOPPED` after `close`; what the model throws
   */
  top(request: RankRequest): Promise<RankedRows>;
  /**
   * Where the scores of rows come from, parallel to `rows`; `null` for a model that cannot say.
   *
   * @throws as `top`
   */
  explain(
    request: Pick<RankRequest, 'history' | 'context'>,
    rows: Uint32Array,
  ): Promise<readonly (Explanation | null)[]>;
  /** Answers what has arrived, then gives back memory and threads. */
  close(): Promise<void>;
}
