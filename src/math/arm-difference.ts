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

/**
 * The difference of two arms' means, with the variance of each arm estimated apart (Welch), so that
 * arms of different size and spread are compared fairly. NaN where an arm has fewer than 2 users.
 */
export function armDifference(treatment: ArmMoments, control: ArmMoments): ArmDifference {
  const count = treatment.count + control.count;
  const standardError = Math.sqrt(
    treatment.variance / treatment.count + control.variance / control.count,
  );
  return {
    difference: treatment.mean - control.mean,
    standardError,
    count,
    deviation: standardError * Math.sqrt(count),
  };
}
