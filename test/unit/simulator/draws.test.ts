import { describe, expect, it } from 'vitest';
import {
  cumulativeOf,
  hashBits,
  hashGumbel,
  hashNormal,
  hashUnit,
  pickCumulative,
} from '../../../src/simulator/draws.ts';

const DRAWS = 20_000;
const mean = (draw: (k: number) => number): number => {
  let sum = 0;
  for (let k = 0; k < DRAWS; k++) sum += draw(k);
  return sum / DRAWS;
};

describe('chance that is looked up', () => {
  it('gives equal numbers for equal keys and others for others', () => {
    expect(hashBits(1, 2, 3, 4)).toBe(hashBits(1, 2, 3, 4));
    const keys = [
      [1, 2, 3, 4],
      [2, 2, 3, 4],
      [1, 3, 3, 4],
      [1, 2, 4, 4],
      [1, 2, 3, 5],
    ] as const;
    expect(new Set(keys.map(([s, a, b, c]) => hashBits(s, a, b, c))).size).toBe(5);
  });

  it('is spread evenly over (0, 1)', () => {
    // A mean of 20,000 uniforms has a standard error of 0.289 / 141 = 0.002.
    expect(Math.abs(mean((k) => hashUnit(7, k, 1)) - 0.5)).toBeLessThan(0.008);
    expect(mean((k) => (hashUnit(7, k, 1) < 0.1 ? 1 : 0))).toBeCloseTo(0.1, 1);
  });

  it('has normals of mean 0 and variance 1, and Gumbels of mean 0.577', () => {
    expect(Math.abs(mean((k) => hashNormal(7, k, 1)))).toBeLessThan(0.03);
    expect(Math.abs(mean((k) => hashNormal(7, k, 1) ** 2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean((k) => hashGumbel(7, k, 1)) - 0.5772)).toBeLessThan(0.04);
  });

  it('picks from a table in proportion to the weights', () => {
    // Weights 1, 0, 3: the first quarter of the unit interval is row 0, the rest row 2.
    const table = cumulativeOf([1, 0, 3]);
    expect([0, 0.2499, 0.25, 0.9999].map((unit) => pickCumulative(table, unit))).toEqual([
      0, 0, 2, 2,
    ]);
  });
});
