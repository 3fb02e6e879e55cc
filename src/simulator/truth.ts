import type { Worth } from './choice.ts';

/** A movie taken and how long it will be watched. */
export interface TakenMovie {
  readonly itemId: string;
  /** 1-based place on the list it was taken from; 0 when the viewer found it alone. */
  readonly position: number;
  /** Minutes that will be sent (last minute + 1). */
  readonly minutes: number;
}

/**
 * What really happened in one visit and what would have happened with other lists. Known to the
 * simulator alone; written to the truth folder, which nothing else in the system may read.
 * All `minutes` are true watch minutes; worths are expectations over the viewer's taste shocks,
 * `would…` are decided by the same shocks as what happened.
 */
export interface VisitTruth {
  readonly atMs: number;
  readonly userId: string;
  /** Status of the answer; `null` when the viewer did not ask for a list. */
  readonly status: number | null;
  readonly receiptId: string | null;
  /** The list as shown; empty unless status is 200. */
  readonly shown: readonly string[];
  /** What the viewer took; `null` when they went away. */
  readonly took: TakenMovie | null;
  readonly wouldTakeFromPopularity: TakenMovie | null;
  readonly wouldTakeWithoutList: TakenMovie | null;
  readonly worth: {
    readonly shown: Worth;
    /** Of the 20 most watched movies of the last days that the viewer has not seen. */
    readonly popularity: Worth;
    readonly none: Worth;
    /** About the best list there is; worked out for one visit in fifty (in itemCount / 40 if that is more), else `null`. */
    readonly ideal: Worth | null;
  };
}
