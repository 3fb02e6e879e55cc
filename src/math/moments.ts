/** Arithmetic mean; NaN of no values. Cost: O(n). */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Unbiased sample variance, Σ(x − mean)² / (n − 1), in two passes so that a large common offset
 * costs no digits; NaN of fewer than two values. Cost: O(n).
 */
export function varianceOf(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return sum / (values.length - 1);
}

/** Standard error of the mean of independent values, √(variance / n); NaN of fewer than two. */
export const standardErrorOf = (values: ArrayLike<number>): number =>
  Math.sqrt(varianceOf(values) / values.length);

/**
 * Standard error of the mean of values that belong together in groups, such as several of one user:
 *
 *     √( G/(G−1) · Σ_g (Σ_{i∈g} (xᵢ − mean))² ) / n        G groups, n values
 *
 * With a value a group it is `standardErrorOf`; NaN of fewer than two groups. Cost: O(n).
 * Source: Liang & Zeger, Biometrika 1986 (the sandwich estimator of a mean).
 */
export function groupedStandardErrorOf(
  values: ArrayLike<number>,
  groups: ArrayLike<string | number>,
): number {
  const mean = meanOf(values);
  const sums = new Map<string | number, number>();
  for (let i = 0; i < values.length; i++)
    sums.set(groups[i]!, (sums.get(groups[i]!) ?? 0) + values[i]! - mean);
  if (sums.size < 2) return NaN;
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return Math.sqrt((squares * sums.size) / (sums.size - 1)) / values.length;
}
