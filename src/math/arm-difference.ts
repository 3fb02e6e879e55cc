import { meanOf, varianceOf } from './moments.ts';

/** Sums over the users of one arm, from which differences of means follow. */
export interface ArmMoments {
  /** Users. */
  readonly count: number;
  readonly mean: number;
  /** Unbiased variance of one user's value; NaN below 2 users. */
  readonly variance: number;
}

/** The moments of an arm's values, one a user. Cost: O(n). */
export const momentsOf = (values: ArrayLike<number>): ArmMoments => ({
  count: values.length,
  mean: meanOf(values),
  variance: varianceOf(values),
});

/** A difference of two independent means as one mean over all users of both arms. */
export interface ArmDifference {
  /** Treatment minus control. */
  readonly difference: number;
  /** Standard error of it: √(s₁²/n₁ + s₀²/n₀). */
  readonly standardError: number;
  /** Users of both arms. */
  readonly count: number;
  /**
   * Deviation of one observation as a confidence sequence wants it: standardError · √count, the
   * deviation of a variable whose mean over `count` users is the difference.
   */
  readonly deviation: number;
}

/** Below this ratio of users the spread of the smaller arm is not believed to be less. */
const FAR_SMALLER = 0.5;

/**
 * The difference of two arms' means, with the variance of each arm estimated apart (Welch), so that
 * arms of different size and spread are compared fairly. NaN where an arm has fewer than 2 users.
 *
 * A far smaller arm's variance counts as no less than the larger one's. With skewed values the mean
 * and the deviation of few users are low together, when the few happen to have no large value among
 * them: their mean would seem surely low. The variance of the many says otherwise. Where the
 * smaller arm's truly is less, the standard error is too large, never too small.
 */
export function armDifference(treatment: ArmMoments, control: ArmMoments): ArmDifference {
  const count = treatment.count + control.count;
  const standardError = Math.sqrt(
    believed(treatment, control) / treatment.count + believed(control, treatment) / control.count,
  );
  return {
    difference: treatment.mean - control.mean,
    standardError,
    count,
    deviation: standardError * Math.sqrt(count),
  };
}

const believed = (arm: ArmMoments, other: ArmMoments): number =>
  arm.count < FAR_SMALLER * other.count ? Math.max(arm.variance, other.variance) : arm.variance;
