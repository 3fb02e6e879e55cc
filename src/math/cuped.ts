import { meanOf } from './moments.ts';

/**
 * Takes out of every user's outcome what their behaviour before the experiment foretold:
 *
 *     yᵤ − θ·(xᵤ − x̄)        θ = cov(x, y) / var(x), over the users of all arms together
 *
 * Before the experiment arms differ by chance only, so the means stay unbiased (to order 1/n, since θ
 * is estimated), and the variance falls by the factor 1 − corr²(x, y).
 *
 * @param outcomes y, one a user, all arms
 * @param before x, the same measure in the period before, parallel; NaN for a user who was not
 *   there: such a user's x counts as the mean, and the outcome stays as it is
 * @returns adjusted outcomes; equal to `outcomes` where x does not vary
 * Cost: O(n).
 * Source: Deng, Xu, Kohavi & Walker, "Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data", WSDM 2013, eq. 4.
 */
export function cuped(outcomes: ArrayLike<number>, before: ArrayLike<number>): Float64Array {
  const known = Array.from(outcomes, (_, user) => user).filter(
    (user) => !Number.isNaN(before[user]!),
  );
  const meanX = meanOf(known.map((user) => before[user]!));
  const meanY = meanOf(known.map((user) => outcomes[user]!));
  let [covariance, variance] = [0, 0];
  for (const user of known) {
    const x = before[user]! - meanX;
    covariance += x * (outcomes[user]! - meanY);
    variance += x * x;
  }
  const theta = variance > 0 ? covariance / variance : 0;
  return Float64Array.from(outcomes, (outcome, user) => {
    const x = before[user]!;
    return Number.isNaN(x) ? outcome : outcome - theta * (x - meanX);
  });
}
