import type { Interval } from './bootstrap.ts';
import { studentQuantile } from './student-quantile.ts';

/** Sums over users of a numerator y and a denominator x, from which a ratio's interval follows. */
export interface RatioMoments {
  /** Users with x > 0. */
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/**
 * Standard error of R = Σy / Σx over users (delta method):
 *
 *     √( n/(n−1) · Σ(y − R·x)² ) / Σx        Σ(y − R·x)² = Σy² − 2R·Σxy + R²·Σx²
 *
 * NaN of fewer than 2 users.
 *
 * Source: Deng, Knoblich & Lu, "Applying the delta method in metric analytics", KDD 2018, section 3.
 */
export function ratioStandardError({ count, x, y, xx, xy, yy }: RatioMoments): number {
  if (count < 2) return NaN;
  const ratio = y / x;
  const squares = Math.max(0, yy - 2 * ratio * xy + ratio * ratio * xx);
  return Math.sqrt((squares * count) / (count - 1)) / x;
}

/** R with its interval by Student's t of n − 1; bounds are NaN of fewer than 2 users. */
export function ratioInterval(moments: RatioMoments, level = 0.95): Interval {
  const mean = moments.y / moments.x;
  const half = studentQuantile((1 + level) / 2, moments.count - 1) * ratioStandardError(moments);
  return { mean, low: mean - half, high: mean + half };
}
