import { meanOf } from './moments.ts';

/**
 * Turns a ratio of two sums over users, such as minutes per exposure, into one value per user whose
 * mean is the ratio and whose spread is the ratio's (delta method):
 *
 *     zᵤ = R + (yᵤ − R·xᵤ) / x̄        R = Σ y / Σ x
 *
 * With these, whatever holds for means of users holds for the ratio, to first order: it takes the
 * user as the unit although one user brings many exposures.
 *
 * @param numerators y, one a user
 * @param denominators x ≥ 0, parallel to `numerators`
 * @returns NaN throughout where all denominators are 0
 * Cost: O(n).
 * Source: Deng, Knoblich & Lu, "Applying the delta method in metric analytics", KDD 2018, section 3.
 */
export function linearizedRatio(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
): Float64Array {
  const mean = meanOf(denominators);
  const ratio = meanOf(numerators) / mean;
  return Float64Array.from(
    numerators,
    (numerator, user) => ratio + (numerator - ratio * denominators[user]!) / mean,
  );
}
