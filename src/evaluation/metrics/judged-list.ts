/** One list and what it should have held. */
export interface JudgedList {
  /** Best first, distinct; the top K, or fewer where no more could be recommended. */
  readonly recommended: ArrayLike<number>;
  /** Items of the same numbering that the user went on to like. */
  readonly relevant: ReadonlySet<number>;
  /**
   * How many items the user went on to like, with those that no list could hold; at least
   * `relevant.size` and at least 1.
   */
  readonly relevantCount: number;
}
