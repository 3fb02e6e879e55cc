import type { Csr } from '../../math/csr.ts';
import { rowRegularization, type AlsLoss } from './half-step.ts';

/** Both sides of a factorization, with their Gramians. */
export interface Factors {
  /** userCount × d. */
  readonly users: Float64Array;
  /** itemCount × d. */
  readonly items: Float64Array;
  /** d × d each. */
  readonly userGramian: Float64Array;
  readonly itemGramian: Float64Array;
}

/**
 * The objective that both half-steps lower, divided by the number of pairs:
 *
 *     ( Σ_observed (1 − xᵤ·yᵢ)² + α·Σ_all (xᵤ·yᵢ)² + Σ_rows λ_row·|row|² ) / (users · items)
 *
 * The sum over all pairs is the sum of the elementwise product of the two Gramians.
 *
 * @param byUser users × items, only the pattern counts
 * @param byItem the same, transposed
 * Cost: O(observations·d + (users + items)·d + d²).
 */
export function alsLoss(byUser: Csr, byItem: Csr, factors: Factors, loss: AlsLoss): number {
  const { users, items, userGramian, itemGramian } = factors;
  const d = loss.factorCount;
  let sum = 0;
  for (let u = 0; u < byUser.rowCount; u++)
    for (let k = byUser.offsets[u]!; k < byUser.offsets[u + 1]!; k++) {
      const y = byUser.columns[k]! * d;
      let score = 0;
      for (let f = 0; f < d; f++) score += users[u * d + f]! * items[y + f]!;
      sum += (1 - score) ** 2;
    }
  let all = 0;
  for (let k = 0; k < d * d; k++) all += userGramian[k]! * itemGramian[k]!;
  sum += loss.unobservedWeight * all;
  sum += penalty(byUser, users, loss) + penalty(byItem, items, loss);
  return sum / (byUser.rowCount * byItem.rowCount);
}

function penalty(observed: Csr, factors: Float64Array, loss: AlsLoss): number {
  const d = loss.factorCount;
  let sum = 0;
  for (let row = 0; row < observed.rowCount; row++) {
    const count = observed.offsets[row + 1]! - observed.offsets[row]!;
    let square = 0;
    for (let f = row * d; f < row * d + d; f++) square += factors[f]! ** 2;
    sum += rowRegularization(loss, count, observed.columnCount) * square;
  }
  return sum;
}
