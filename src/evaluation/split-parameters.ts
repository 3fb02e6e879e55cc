/** Names of the protocols, see `splitOverTime`. */
export const PROTOCOLS = ['live', 'static', 'few', 'cold3'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What decides which cases there are. */
export interface SplitParameters {
  readonly protocol: Protocol;
  /** Shares of all events, ascending in [0, 1]; each to the next is a window. */
  readonly cuts: readonly number[];
  /** An item with at least so many positives before a window's cut is a candidate. */
  readonly minItemPositives: number;
  /** Positives a user must have known of them when the list is made; `few` has 1 up to one less. */
  readonly minHistory: number;
}

/** Cuts for reporting, and cuts for choosing hyperparameters: no event is in both. */
export const TEST_CUTS: readonly number[] = [0.7, 0.8, 0.9, 1];
export const TUNING_CUTS: readonly number[] = [0.5, 0.6, 0.7];

/**
 * Cuts of windows that roll over the last part of the data, all of one size: from a share of the
 * events to the end.
 *
 * @param from share of the events before the first window, in (0, 1)
 * @param windows ≥ 1
 */
export const rollingCuts = (from: number, windows: number): readonly number[] =>
  Array.from({ length: windows + 1 }, (_cut, w) => from + ((1 - from) * w) / windows);
