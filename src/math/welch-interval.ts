import { armDifference, type ArmMoments } from './arm-difference.ts';
import type { Interval } from './bootstrap.ts';
import { studentQuantile } from './student-quantile.ts';

/**
 * Interval of the difference of two independent means whose variances may differ:
 *
 *     Δ ± t(ν)·√(s₁²/n₁ + s₀²/n₀)        ν by Welch and Satterthwaite
 *
 * @param level in (0, 1), default 0.95
 * @returns NaN bounds where an arm has fewer than 2 users; no width where nothing varies
 * Source: Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", Biometrika 1947.
 */
export function welchInterval(treatment: ArmMoments, control: ArmMoments, level = 0.95): Interval {
  const { difference, standardError } = armDifference(treatment, control);
  const parts = [treatment, control].map(({ variance, count }) => variance / count);
  const bottom = parts[0]! ** 2 / (treatment.count - 1) + parts[1]! ** 2 / (control.count - 1);
  const freedom = bottom === 0 ? Infinity : (parts[0]! + parts[1]!) ** 2 / bottom;
  const half = studentQuantile((1 + level) / 2, freedom) * standardError;
  return { mean: difference, low: difference - half, high: difference + half };
}
