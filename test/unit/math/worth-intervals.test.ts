import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../../src/math/arm-difference.ts';
import { linearizedRatio } from '../../../src/math/linearized-ratio.ts';
import { standardErrorOf } from '../../../src/math/moments.ts';
import { ratioInterval, ratioStandardError } from '../../../src/math/ratio-interval.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { studentQuantile } from '../../../src/math/student-quantile.ts';
import { welchInterval } from '../../../src/math/welch-interval.ts';

describe('studentQuantile', () => {
  // Printed tables of t, two-sided 95 % and one-sided 99 %.
  it.each([
    [0.975, 8, 2.306],
    [0.975, 10, 2.2281],
    [0.975, 30, 2.0423],
    [0.975, 120, 1.9799],
    [0.99, 20, 2.528],
    [0.975, Infinity, 1.96],
  ])('is as printed for %d and %d degrees', (p, freedom, printed) => {
    expect(studentQuantile(p, freedom)).toBeCloseTo(printed, 3);
    expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-printed, 3);
  });
});

describe('welchInterval', () => {
  it('is as worked out by hand', () => {
    // Means 4 and 2; variances 10/4·… : of 2 3 4 5 6 it is 2.5, of 0 2 4 it is 4.
    // s.e. = √(2.5/5 + 4/3) = √(11/6); ν = (11/6)² / (0.5²/4 + (4/3)²/2).
    const half =
      studentQuantile(0.975, (11 / 6) ** 2 / (0.5 ** 2 / 4 + (4 / 3) ** 2 / 2)) * Math.sqrt(11 / 6);
    const { mean, low, high } = welchInterval(momentsOf([2, 3, 4, 5, 6]), momentsOf([0, 2, 4]));
    expect(mean).toBe(2);
    expect(low).toBeCloseTo(2 - half, 12);
    expect(high).toBeCloseTo(2 + half, 12);
  });

  it('has no width where nothing varies, and no bounds for a single user', () => {
    expect(welchInterval(momentsOf([3, 3]), momentsOf([1, 1]))).toEqual({
      mean: 2,
      low: 2,
      high: 2,
    });
    expect(welchInterval(momentsOf([3]), momentsOf([1, 1])).low).toBeNaN();
  });
});

describe('ratioInterval', () => {
  it('is from sums what the delta method gives user by user', () => {
    const rng = seededRng(1, 'ratio');
    const x = Float64Array.from({ length: 50 }, () => 1 + rng.integer(20));
    const y = x.map((exposures) => rng.integer(exposures * 2));
    const sum = (of: (user: number) => number): number =>
      x.reduce((total, _value, user) => total + of(user), 0);
    const moments = {
      count: x.length,
      x: sum((u) => x[u]!),
      y: sum((u) => y[u]!),
      xx: sum((u) => x[u]! ** 2),
      xy: sum((u) => x[u]! * y[u]!),
      yy: sum((u) => y[u]! ** 2),
    };
    const expected = standardErrorOf(linearizedRatio(y, x));
    expect(ratioStandardError(moments)).toBeCloseTo(expected, 12);
    const { mean, low, high } = ratioInterval(moments);
    expect(mean).toBeCloseTo(moments.y / moments.x, 12);
    expect(high - mean).toBeCloseTo(studentQuantile(0.975, 49) * expected, 12);
    expect(mean - low).toBeCloseTo(high - mean, 12);
  });

  it('has no bounds for a single user', () => {
    expect(ratioInterval({ count: 1, x: 2, y: 1, xx: 4, xy: 2, yy: 1 }).low).toBeNaN();
  });
});
