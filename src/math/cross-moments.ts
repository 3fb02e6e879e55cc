import type { ArmMoments } from './arm-difference.ts';

/**
 * Count, means and sums of products about the means of several measures of the same units, added one
 * unit at a time: means, ratios of means and regressions follow from them without the units.
 */
export interface CrossMoments {
  count: number;
  /** One a measure. */
  readonly mean: Float64Array;
  /** Σ (vᵢ − v̄ᵢ)(vⱼ − v̄ⱼ): measures × measures, row-major, symmetric. */
  readonly products: Float64Array;
}

/** Moments of no unit. @param measures values that a unit has */
export const noMoments = (measures: number): CrossMoments => ({
  count: 0,
  mean: new Float64Array(measures),
  products: new Float64Array(measures * measures),
});

/**
 * Adds one unit, in place. Deviations are taken from the mean so far, so that a large common offset
 * costs no digits.
 *
 * @param values one a measure, only read
 * Cost: O(measures²).
 * Source: Welford, Technometrics 4(3), 1962, with products in place of squares.
 */
export function addUnit(moments: CrossMoments, values: ArrayLike<number>): void {
  const { mean, products } = moments;
  const size = mean.length;
  const count = ++moments.count;
  const weight = (count - 1) / count;
  for (let i = 0; i < size; i++) {
    const deviation = weight * (values[i]! - mean[i]!);
    for (let j = 0; j < size; j++) products[i * size + j]! += deviation * (values[j]! - mean[j]!);
  }
  for (let i = 0; i < size; i++) mean[i]! += (values[i]! - mean[i]!) / count;
}

/**
 * The moments of the units of both.
 *
 * Source: Chan, Golub & LeVeque, "Algorithms for computing the sample variance", Am. Stat. 37, 1983.
 */
export function mergedMoments(a: CrossMoments, b: CrossMoments): CrossMoments {
  const count = a.count + b.count;
  if (a.count === 0 || b.count === 0) return copyOf(a.count === 0 ? b : a);
  const apart = b.mean.map((mean, i) => mean - a.mean[i]!);
  const weight = (a.count * b.count) / count;
  const size = apart.length;
  return {
    count,
    mean: a.mean.map((mean, i) => mean + (apart[i]! * b.count) / count),
    products: a.products.map((product, at) => {
      const between = weight * apart[Math.floor(at / size)]! * apart[at % size]!;
      return product + b.products[at]! + between;
    }),
  };
}

const copyOf = ({ count, mean, products }: CrossMoments): CrossMoments => ({
  count,
  mean: mean.slice(),
  products: products.slice(),
});

/** A new measure: Σ weights·measures + constant. */
export interface Combination {
  readonly weights: readonly number[];
  readonly constant: number;
}

/** The moments of linear combinations of the measures, as if each unit had been combined. */
export function combined(from: CrossMoments, rows: readonly Combination[]): CrossMoments {
  const size = rows.length;
  const result: CrossMoments = { ...noMoments(size), count: from.count };
  for (let a = 0; a < size; a++) {
    const { weights, constant } = rows[a]!;
    result.mean[a] = constant;
    for (let i = 0; i < weights.length; i++) result.mean[a]! += weights[i]! * from.mean[i]!;
    for (let b = 0; b < size; b++)
      result.products[a * size + b] = productOf(from.products, weights, rows[b]!.weights);
  }
  return result;
}

/** leftᵀ · products · right. */
function productOf(
  products: Float64Array,
  left: readonly number[],
  right: readonly number[],
): number {
  const size = left.length;
  let sum = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) sum += left[i]! * products[i * size + j]! * right[j]!;
  return sum;
}

/** Count, mean and unbiased variance of the first measure. */
export const firstOf = ({ count, mean, products }: CrossMoments): ArmMoments => ({
  count,
  mean: count === 0 ? NaN : mean[0]!,
  variance: count < 2 ? NaN : products[0]! / (count - 1),
});
