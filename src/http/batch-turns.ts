import { setImmediate as nextTurn } from 'node:timers/promises';

/** Settings of the turns that batches take; the defaults are the real ones. */
export interface BatchLimits {
  /** Batches that are under way or not yet taken by their callers; the next is refused. */
  readonly maxBatches: number;
  /** Lists of all batches together that are in the making at a time. */
  readonly maxLists: number;
}

export const BATCH_LIMITS: BatchLimits = { maxBatches: 16, maxLists: 4 };

/** Keeps batches from starving everybody else. */
export interface BatchTurns {
  /** Takes a place for a batch. @returns what gives the place back, or `null` where all are taken */
  enter(): (() => void) | null;
  /**
   * Does the work for each, results in the order of `all`. After each piece the event loop goes
   * round, so that what came meanwhile is served in between; batches take turns with each other.
   *
   * @param isAbandoned asked before each piece; the rest is not done any more once it says so
   * @returns `null` where it was abandoned. Rejects as the work does
   */
  each<T, R>(
    all: readonly T[],
    work: (one: T) => Promise<R>,
    isAbandoned: () => boolean,
  ): Promise<R[] | null>;
}

export function batchTurns({ maxBatches, maxLists }: BatchLimits = BATCH_LIMITS): BatchTurns {
  let batches = 0;
  let lists = 0;
  const waiting: (() => void)[] = [];
  const turn = async (): Promise<void> => {
    if (lists < maxLists) lists++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const pass = (): void => {
    const next = waiting.shift();
    if (next === undefined) lists--;
    else next();
  };
  return {
    enter: () => {
      if (batches >= maxBatches) return null;
      batches++;
      let isIn = true;
      return () => {
        if (isIn) batches--;
        isIn = false;
      };
    },
    each: async <T, R>(
      all: readonly T[],
      work: (one: T) => Promise<R>,
      isAbandoned: () => boolean,
    ): Promise<R[] | null> => {
      const results = new Array<R>(all.length);
      let next = 0;
      let isOver = false;
      const lane = async (): Promise<void> => {
        while (next < all.length && !isOver) {
          const at = next++;
          await turn();
          try {
            isOver ||= isAbandoned();
            if (!isOver) results[at] = await work(all[at]!);
          } catch (thrown) {
            isOver = true;
            throw thrown;
          } finally {
            await nextTurn();
            pass();
          }
        }
      };
      await Promise.all(Array.from({ length: maxLists }, lane));
      return isOver ? null : results;
    },
  };
}
