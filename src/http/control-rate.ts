/** How fast a counter grows. */
export interface Rate {
  /** Notes where the counter stands. */
  note(value: number, atMs: number): void;
  /** Growth per second over the window; `null` before two notes lie at least a second apart. */
  perSecond(): number | null;
}

const LEAST_MS = 1_000;

/**
 * A rate over a sliding window. A counter that falls has begun anew, and so does its rate.
 *
 * @param windowMs how far it looks back
 */
export function slidingRate(windowMs: number): Rate {
  let notes: { readonly value: number; readonly atMs: number }[] = [];
  return {
    note: (value, atMs) => {
      const last = notes.at(-1);
      if (last !== undefined && value < last.value) notes = [];
      notes.push({ value, atMs });
      // One note older than the window stays, so that the window is always covered.
      while (notes.length > 2 && notes[1]!.atMs <= atMs - windowMs) notes.shift();
    },
    perSecond: () => {
      const [first, last] = [notes[0], notes.at(-1)];
      if (first === undefined || last === undefined) return null;
      const spanMs = last.atMs - first.atMs;
      return spanMs < LEAST_MS ? null : ((last.value - first.value) / spanMs) * 1000;
    },
  };
}
