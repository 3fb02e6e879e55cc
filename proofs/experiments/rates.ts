import { normalQuantile } from '../../src/math/normal.ts';

/** A share of runs with its 95 % Wilson interval. */
export interface Rate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of runs in which something held, with Wilson's 95 % interval.
 *
 * Source: Wilson, J. Am. Stat. Assoc. 22, 1927.
 */
export function rateOf(found: readonly boolean[]): Rate {
  const runs = found.length;
  const rate = found.filter(Boolean).length / runs;
  const z = normalQuantile(0.975);
  const middle = (rate + (z * z) / (2 * runs)) / (1 + (z * z) / runs);
  const half =
    (z / (1 + (z * z) / runs)) *
    Math.sqrt((rate * (1 - rate)) / runs + (z * z) / (4 * runs * runs));
  return { rate, low: Math.max(0, middle - half), high: middle + half };
}

/** The value below which a share of the values lies; NaN of none. */
export const quantileOf = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(share * values.length))
  ] ?? NaN;
