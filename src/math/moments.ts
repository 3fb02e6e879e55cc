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
