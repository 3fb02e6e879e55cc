import { describe, expect, it } from 'vitest';
import { bootstrapRatio } from '../../../src/math/bootstrap-ratio.ts';
import { seededRng } from '../../../src/math/rng.ts';

const rng = () => seededRng(1, 'bootstrap-ratio');

describe('bootstrapRatio', () => {
  it('gives the ratio of the sums, not the mean of the ratios', () => {
    // (1 + 9) / (1 + 3) = 2.5; the mean of 1 and 3 would be 2.
    expect(bootstrapRatio([1, 9], [1, 3], { rng: rng() }).mean).toBe(2.5);
  });

  it('gives an interval of no width to one group, and NaN to none', () => {
    expect(bootstrapRatio([6], [4], { rng: rng() })).toEqual({ mean: 1.5, low: 1.5, high: 1.5 });
    expect(bootstrapRatio([], [], { rng: rng() })).toEqual({ mean: NaN, low: NaN, high: NaN });
  });

  it('reaches over all that drawing can give at the widest level', () => {
    // Draws of two groups: both the first, one of each, both the second: 0, 1/2 or 1.
    const interval = bootstrapRatio([0, 1], [1, 1], { rng: rng(), resamples: 200, level: 0.9999 });
    expect(interval).toEqual({ mean: 0.5, low: 0, high: 1 });
  });

  it('gives the same interval for the same seed', () => {
    const of = () => bootstrapRatio([1, 5, 2, 8], [2, 2, 3, 4], { rng: rng(), resamples: 50 });
    expect(of()).toEqual(of());
  });
});
