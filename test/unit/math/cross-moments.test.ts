import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addUnit,
  combined,
  firstOf,
  mergedMoments,
  noMoments,
  type CrossMoments,
} from '../../../src/math/cross-moments.ts';
import { meanOf, varianceOf } from '../../../src/math/moments.ts';

const momentsOf = (units: readonly (readonly number[])[], measures: number): CrossMoments => {
  const moments = noMoments(measures);
  for (const unit of units) addUnit(moments, unit);
  return moments;
};

const pair = fc.tuple(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
);
const pairs = fc.array(pair, { minLength: 2, maxLength: 30 });

/** Products of numbers up to 1e3: what rounding leaves of 30 of them is far below this. */
const NEAR = 6;

describe('moments of several measures', () => {
  it('are those of two units, by hand', () => {
    // Means 2 and 3; deviations ∓1 and ∓2: squares 2 and 8, product 4.
    const { count, mean, products } = momentsOf(
      [
        [1, 1],
        [3, 5],
      ],
      2,
    );
    expect({ count, mean: [...mean], products: [...products] }).toEqual({
      count: 2,
      mean: [2, 3],
      products: [2, 4, 4, 8],
    });
  });

  it('lose no digits to a large common offset', () => {
    const values = [1e9 + 1, 1e9 + 2, 1e9 + 4];
    const { variance } = firstOf(
      momentsOf(
        values.map((value) => [value]),
        1,
      ),
    );
    // The variance of 1, 2, 4: mean 7/3, squares 16/9 + 1/9 + 25/9 = 42/9, over 2.
    expect(variance).toBeCloseTo(42 / 18, 6);
  });

  it('of two sets are those of all units', () => {
    fc.assert(
      fc.property(pairs, pairs, (some, others) => {
        const merged = mergedMoments(momentsOf(some, 2), momentsOf(others, 2));
        const all = momentsOf([...some, ...others], 2);
        expect(merged.count).toBe(all.count);
        for (const i of [0, 1]) expect(merged.mean[i]).toBeCloseTo(all.mean[i]!, NEAR);
        for (const i of [0, 1, 2, 3]) expect(merged.products[i]).toBeCloseTo(all.products[i]!, 3);
      }),
    );
  });

  it('of nobody add nothing', () => {
    const some = momentsOf([[1], [2]], 1);
    expect(mergedMoments(some, noMoments(1))).toEqual(some);
    expect(mergedMoments(noMoments(1), some)).toEqual(some);
    expect(firstOf(noMoments(1))).toEqual({ count: 0, mean: NaN, variance: NaN });
  });

  it('of a combination are those of the combined units', () => {
    fc.assert(
      fc.property(pairs, pair, (units, [a, b]) => {
        const values = units.map(([x, y]) => a * x + b * y + 7);
        const of = combined(momentsOf(units, 2), [{ weights: [a, b], constant: 7 }]);
        const { mean, variance } = firstOf(of);
        const size = 1 + Math.max(...values.map(Math.abs));
        expect(mean / size).toBeCloseTo(meanOf(values) / size, NEAR);
        expect(variance / size ** 2).toBeCloseTo(varianceOf(values) / size ** 2, NEAR);
      }),
    );
  });
});
