/** What the service got when it asked for a list. */
export interface RecommenderAnswer {
  /** 200 a valid list; 400 the answer was voided; 0 no usable answer. */
  readonly status: number;
  /** The list as shown, best first; empty unless status is 200. */
  readonly itemIds: readonly string[];
  /** What the stream says after `result:` when status is not 200. */
  readonly errorText: string;
  /** As the caller measured it, whole milliseconds. */
  readonly latencyMs: number;
  /** Receipt the answer named, for joining truth with exposures; `null` when it named none. */
  readonly receiptId: string | null;
}

/** Port: where the simulated service gets its lists from. Never rejects; failures are answers. */
export interface Recommender {
  /** @param userId digits @param atMs simulated time of the request */
  ask(userId: string, atMs: number): Promise<RecommenderAnswer>;
}
