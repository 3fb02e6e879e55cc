import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  jensenShannon,
  shannonParts,
  wasserstein,
} from '../../../src/math/distribution-distance.ts';

const counts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 });

describe('the Jensen-Shannon distance', () => {
  it('is 0 for the same shares and 1 for nothing in common', () => {
    expect(jensenShannon([1, 3], [10, 30])).toBe(0);
    expect(jensenShannon([5, 0], [0, 2])).toBe(1);
  });

  it('is the root of the mean divergence from the middle', () => {
    // p = (1, 0), q = (½, ½), m = (¾, ¼): ½·log₂(4/3) + ½·(½·log₂(2/3) + ½·log₂ 2).
    const squared = 0.5 * Math.log2(4 / 3) + 0.5 * (0.5 * Math.log2(2 / 3) + 0.5);
    expect(jensenShannon([7, 0], [1, 1])).toBeCloseTo(Math.sqrt(squared), 12);
  });

  it('is a distance, made of parts that are not negative', () => {
    fc.assert(
      fc.property(counts, counts, counts, (p, q, r) => {
        const d = jensenShannon(p, q);
        expect(d).toBeCloseTo(jensenShannon(q, p), 12);
        expect(d).toBeLessThanOrEqual(jensenShannon(p, r) + jensenShannon(r, q) + 1e-9);
        for (const part of shannonParts(p, q)) expect(part).toBeGreaterThan(-1e-12);
      }),
    );
  });
});

describe('the Wasserstein distance', () => {
  it('is how far a point has to be moved', () => {
    expect(wasserstein([1, 0, 0, 0], [0, 0, 0, 5], 15)).toBe(45);
    // Half of it by one step.
    expect(wasserstein([1, 1, 0], [1, 0, 1], 2)).toBe(1);
  });

  it('is NaN when one side is empty', () => {
    expect(wasserstein([0, 0], [1, 1], 1)).toBeNaN();
  });

  it('is the difference of the means where everything moves the same way', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 4 }), (p, by) => {
        const [from, to] = [
          [...p, 0, 0, 0, 0],
          [...Array.from({ length: by }, () => 0), ...p, 0, 0, 0, 0].slice(0, 9),
        ];
        expect(wasserstein(from, to, 1)).toBeCloseTo(by, 9);
      }),
    );
  });
});
