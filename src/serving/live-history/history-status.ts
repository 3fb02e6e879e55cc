/** How far the histories are. */
export interface HistoryStatus {
  /** Whether the lake is in memory and the log has been read to the end that it had then. */
  readonly isReady: boolean;
  /** What keeps them from being ready, in a sentence; `null` when they are. */
  readonly waitsFor: string | null;
  /** What is wrong with lake or log, in sentences without paths. */
  readonly troubles: readonly string[];
  /** Users with a history, and contacts of users with items. */
  readonly users: number;
  readonly contacts: number;
  /** Bytes of memory that they take. */
  readonly bytes: number;
  /** Lines of the log that were followed, and those of them that could not be used. */
  readonly lines: number;
  readonly setAside: number;
  /** Lines that the source deleted before they were read. */
  readonly lost: number;
  /** Lines that the source has and the histories do not, as far as it says; `null` where it does not. */
  readonly lag: number | null;
  /** Times that reading the log broke off and began again. */
  readonly restarts: number;
}

/** Hears how long a line took from the source into the histories, in seconds. */
export type DelayListener = (seconds: number) => void;
