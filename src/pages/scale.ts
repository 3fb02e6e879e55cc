/** 1, 2 or 5 times a power of ten, so that a scale from 0 to `most` has two to five steps. */
export function niceStep(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most / 3));
  const factor = [1, 2, 5, 10].find((factor) => most / (factor * power) <= 4) ?? 10;
  return factor * power;
}

/** Marks of a scale from 0 to its end, without what adding steps leaves behind the twelfth digit. */
export const ticksOf = (top: number, step: number): number[] =>
  Array.from({ length: Math.round(top / step) + 1 }, (_, k) => Number((k * step).toPrecision(12)));
