import type { Interval } from './bootstrap.ts';
import type { Rng } from './rng.ts';

/**
 * Percentile bootstrap interval of a ratio of two sums over groups, such as minutes per exposure
 * over users. Whole groups are drawn with replacement.
 *
 *     ratio* = Σ_g∈draw sums_g / Σ_g∈draw sizes_g        as many draws as there are groups
 *
 * @param sums numerator of each group
 * @param sizes denominator of each group, > 0; parallel to `sums`
 * @param options resamples ≥ 1 (default 2,000); level in (0, 1), default 0.95
 * No groups give NaN throughout; one group gives an interval of no width.
 * Cost: O(resamples · groups) time, O(resamples) memory.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 */
export function bootstrapRatio(
  sums: ArrayLike<number>,
  sizes: ArrayLike<number>,
  options: { readonly rng: Rng; readonly resamples?: number; readonly level?: number },
): Interval {
  const { rng, resamples = 2000, level = 0.95 } = options;
  const groups = sums.length;
  if (groups === 0) return { mean: NaN, low: NaN, high: NaN };
  const ratios = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let [sum, size] = [0, 0];
    for (let draw = 0; draw < groups; draw++) {
      const group = rng.integer(groups);
      sum += sums[group]!;
      size += sizes[group]!;
    }
    ratios[r] = sum / size;
  }
  ratios.sort();
  return {
    mean: totalOf(sums) / totalOf(sizes),
    low: quantile(ratios, (1 - level) / 2),
    high: quantile(ratios, (1 + level) / 2),
  };
}

const totalOf = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

/** The value below which a share of the sorted values lies, interpolated between neighbours. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
