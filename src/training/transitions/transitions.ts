import type { Positives } from '../../datasets/index.ts';
import { buildCsr, type Csr } from '../../math/csr.ts';
import { keepLargest, rowSparseTensors } from '../row-sparse.ts';
import { sparseScorer } from '../sparse-scorer.ts';
import type { Family, TrainedModel } from '../trainer.ts';
import { transitionsConfiguration, type TransitionsConfiguration } from './configuration.ts';

/**
 * Item-to-item transitions: what users went on to like after an item. With i at place a and j at
 * place b of a user's likes in order of time,
 *
 *     C_ij = Σ exp(−(b − a − 1) / κ)        over users and places 0 < b − a ≤ longestGap
 *     B_ij = C_ij / ((Σ_j C_ij + shrinkage) · n_j^b)        n_j the positives of j
 *
 * and score = x·B, x the history's weights of `historyWeights`. B need not be symmetric: a sequel
 * follows the first part. Where times are unknown the order of the rows stands for time.
 *
 * Cost: O(positives · longestGap + items²) time, 8 bytes a kept pair; `maxFollowers` of each row.
 * Source: the item-to-item Markov chain of Rendle, Freudenthaler & Schmidt-Thieme (FPMC), WWW
 * 2010, eq. 2, with the gaps of Choi et al. (SLIST), WWW 2021, section 3.2.
 */
export const transitions: Family<TransitionsConfiguration> = {
  name: 'transitions',
  configuration: transitionsConfiguration,
  train: trainTransitions,
  scorer: (model, decay, itemIds) => sparseScorer(model, 'followers', { decay, itemIds }),
};

async function trainTransitions(
  { users, items, userIds, itemIds }: Positives,
  configuration: TransitionsConfiguration,
): Promise<TrainedModel> {
  const size = itemIds.length;
  const byUser = buildCsr(users, items, { rowCount: userIds.length, columnCount: size });
  const placeUsers = Uint32Array.from(byUser.source, (row) => users[row]!);
  const places = Uint32Array.from(byUser.columns, (_item, place) => place);
  const byItem = buildCsr(byUser.columns, places, {
    rowCount: size,
    columnCount: Math.max(1, places.length),
  });
  const discounts = Float64Array.from({ length: size }, (_, j) => {
    const count = byItem.offsets[j + 1]! - byItem.offsets[j]!;
    return Math.max(1, count) ** configuration.popularityExponent;
  });
  const row = new Float64Array(size);
  const matrix = keepLargest(size, configuration.maxFollowers, (item) => {
    countFollowers(row, item, { byUser, byItem, placeUsers, configuration });
    const total = row.reduce((sum, count) => sum + count, 0) + configuration.shrinkage;
    for (let j = 0; j < size; j++) row[j] = total === 0 ? 0 : row[j]! / (total * discounts[j]!);
    return row;
  });
  return { tensors: rowSparseTensors('followers', matrix), curve: [], arithmetic: 'typescript' };
}

/** Row i of C. */
function countFollowers(
  row: Float64Array,
  item: number,
  given: {
    readonly byUser: Csr;
    /** Places of `byUser.columns` at which an item stands. */
    readonly byItem: Csr;
    /** Whose place it is. */
    readonly placeUsers: Uint32Array;
    readonly configuration: TransitionsConfiguration;
  },
): void {
  const { byUser, byItem, placeUsers, configuration } = given;
  row.fill(0);
  for (let k = byItem.offsets[item]!; k < byItem.offsets[item + 1]!; k++) {
    const place = byItem.columns[k]!;
    const end = byUser.offsets[placeUsers[place]! + 1]!;
    const last = Math.min(end - 1, place + configuration.longestGap);
    for (let later = place + 1; later <= last; later++)
      row[byUser.columns[later]!]! += Math.exp(-(later - place - 1) / configuration.gapDecay);
  }
}
