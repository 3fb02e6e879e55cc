/** Draws that are the same for the same text, on every machine. */
export interface Draws {
  /** In [0, 1). */
  next(): number;
  /** One of a list. */
  pick<T>(from: readonly T[]): T;
  /** Between two values. */
  between(low: number, high: number): number;
}

/** @param text what the draws depend on */
export function drawsOf(text: string): Draws {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  const next = (): number => {
    // mulberry32: small, and good enough for where a circle lies.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    between: (low, high) => low + next() * (high - low),
  };
}
