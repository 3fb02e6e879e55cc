import { bootstrapRatio } from './bootstrap-ratio.ts';
import { meanOf } from './moments.ts';
import type { Rng } from './rng.ts';

/** A mean with the interval its uncertainty leaves. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap interval of a mean whose values come in groups: whole groups are drawn
 * with replacement, because values of one group (one user in several windows) go together. Given
 * the differences of two models case by case, it is the interval of a paired comparison.
 *
 *     mean* = Σ_g∈draw Σ values of g / Σ_g∈draw size of g        as many draws as there are groups
 *
 * The interval runs from the (1 − level)/2 to the (1 + level)/2 quantile of mean* over all
 * resamples. It is first-order accurate: with 200 groups of mildly skewed values it covers the
 * true mean within about a point of `level`; with fewer than 30 it is somewhat too narrow.
 *
 * @param values one number per case
 * @param groups group of each case, any numbers; parallel to `values`
 * @param options resamples ≥ 1 (default 2,000); level in (0, 1), default 0.95
 * No values give NaN throughout; one group gives an interval of no width.
 * Cost: O(resamples · groups) time, O(resamples + groups) memory.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  groups: ArrayLike<number>,
  options: { readonly rng: Rng; readonly resamples?: number; readonly level?: number },
): Interval {
  const { sums, sizes } = groupSums(values, groups);
  const { low, high } = bootstrapRatio(sums, sizes, options);
  return { mean: meanOf(values), low, high };
}

function groupSums(
  values: ArrayLike<number>,
  groups: ArrayLike<number>,
): { sums: Float64Array; sizes: Float64Array } {
  const rows = new Map<number, number>();
  for (let i = 0; i < values.length; i++)
    if (!rows.has(groups[i]!)) rows.set(groups[i]!, rows.size);
  const sums = new Float64Array(rows.size);
  const sizes = new Float64Array(rows.size);
  for (let i = 0; i < values.length; i++) {
    const row = rows.get(groups[i]!)!;
    sums[row]! += values[i]!;
    sizes[row]! += 1;
  }
  return { sums, sizes };
}
