import type { User } from '../domain/catalogue-records.ts';
import type { ItemId } from '../domain/ids.ts';

/**
 * What is known of a user when a list is made: the items they liked, oldest first. Everything a
 * model says of a user it derives from this, so a viewer's last minute counts and no per-user
 * state has to be trained or stored.
 */
export interface History {
  /** Rows of the scorer's `itemIds`; items the scorer does not know are left out beforehand. */
  readonly items: ArrayLike<number>;
  /** When each was liked, milliseconds since the epoch; NaN when unknown. Parallel to `items`. */
  readonly timesMs: ArrayLike<number>;
  /** Share of each that was watched, in [0, 1]; NaN when unknown. Parallel to `items`; absent: all unknown. */
  readonly completions?: ArrayLike<number>;
  /** Stars the user gave each; NaN where none. Parallel to `items`; absent: none. */
  readonly ratings?: ArrayLike<number>;
}

/** Where and when the list is asked for. */
export interface ScoringContext {
  /** The instant whose knowledge may be used. */
  readonly asOfMs: number;
  /** What the catalogue says of the user; absent or `null` where it does not know them. */
  readonly user?: User | null | undefined;
}

/**
 * Port: turns a history into a score for every item. Declared here because evaluation is the
 * first to call it; serving calls the same. A scorer is pure: equal inputs, equal bits.
 */
export interface Scorer {
  /** The items it can score; the row of an item is its index everywhere else. */
  readonly itemIds: readonly ItemId[];
  /**
   * Whether the history changes the scores. False for popularity: serving reports the tier with it.
   */
  readonly personal: boolean;
  /**
   * Writes one score per item; higher is better, only the order within one call means anything.
   * Seen items are scored as well; leaving them out is the caller's business.
   *
   * @param scores length itemIds.length, overwritten; all finite afterwards
   */
  score(history: History, context: ScoringContext, scores: Float32Array): void;
  /**
   * The k best rows and their scores, best first: exactly what `topK` makes of the scores that
   * `score` writes, without computing most of them. Absent where a family has no faster way.
   */
  top?(history: History, context: ScoringContext, wanted: WantedTop): ScoredRows;
  /**
   * Where the score of one item comes from, exactly: base plus contributions is what `score`
   * writes for the row, up to the rounding of 32-bit floats. Every family has it.
   *
   * @param row 0 ≤ row < itemIds.length
   */
  explain?(history: History, context: ScoringContext, row: number): Explanation;
}

/** A score as a sum over the history. */
export interface Explanation {
  /** What the score would be whatever the history says, such as popularity. */
  readonly base: number;
  /** What each item of the history adds, parallel to `history.items`; may be below 0. */
  readonly contributions: Float64Array;
}

/** How many rows are wanted, and which must not come back. */
export interface WantedTop {
  /** ≥ 0. */
  readonly k: number;
  readonly excluded: ReadonlySet<number>;
}

/** Rows with their scores, parallel. */
export interface ScoredRows {
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
}
