/**
 * Told by long work how far it is. The command line draws a line with rate and ETA from it;
 * tests and machines ignore it.
 */
export interface Progress {
  /** A step of `total` (`null` when unknown) in the named unit; `note` is shown beside it. */
  update(state: {
    readonly task: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
    readonly note?: string;
  }): void;
  /** A sentence that stays on the screen. */
  say(sentence: string): void;
}

/** Tells nobody. */
export const SILENT: Progress = { update: () => undefined, say: () => undefined };
