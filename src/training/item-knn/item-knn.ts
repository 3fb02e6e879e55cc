import type { Positives } from '../../datasets/index.ts';
import { buildCsr } from '../../math/csr.ts';
import { keepLargest, rowSparseTensors } from '../row-sparse.ts';
import { sparseScorer } from '../sparse-scorer.ts';
import type { Family, TrainedModel } from '../trainer.ts';
import { itemKnnConfiguration, type ItemKnnConfiguration } from './configuration.ts';

/**
 * Item nearest neighbours, the plain baseline of the personal families: cosine similarity of the
 * sets of users, shrunk where few stand behind it,
 *
 *     s_ij = n_ij / (√(n_i·n_j) + shrinkage)        n_ij users of both, n_i users of i
 *
 * of which each item keeps the `neighbours` largest; score = x·S, x the history's weights of
 * `historyWeights`. An item is no neighbour of its own.
 *
 * Cost: O(Σ_users likes² + items²) time, 8 bytes a kept neighbour.
 * Source: Deshpande & Karypis, TOIS 2004, section 4.1; the shrinkage of Bell & Koren, ICDM 2007.
 */
export const itemKnn: Family<ItemKnnConfiguration> = {
  name: 'item-knn',
  configuration: itemKnnConfiguration,
  train: trainItemKnn,
  scorer: (model, decay, itemIds) => sparseScorer(model, 'neighbour', { decay, itemIds }),
};

async function trainItemKnn(
  { users, items, userIds, itemIds }: Positives,
  { neighbours, shrinkage }: ItemKnnConfiguration,
): Promise<TrainedModel> {
  const [userCount, size] = [userIds.length, itemIds.length];
  const byUser = buildCsr(users, items, { rowCount: userCount, columnCount: size });
  const byItem = buildCsr(items, users, { rowCount: size, columnCount: userCount });
  const countOf = (item: number): number => byItem.offsets[item + 1]! - byItem.offsets[item]!;
  const row = new Float64Array(size);
  const matrix = keepLargest(size, neighbours, (item) => {
    row.fill(0);
    for (let k = byItem.offsets[item]!; k < byItem.offsets[item + 1]!; k++) {
      const user = byItem.columns[k]!;
      for (let at = byUser.offsets[user]!; at < byUser.offsets[user + 1]!; at++)
        row[byUser.columns[at]!]! += 1;
    }
    row[item] = 0;
    for (let j = 0; j < size; j++)
      if (row[j]! > 0) row[j]! /= Math.sqrt(countOf(item) * countOf(j)) + shrinkage;
    return row;
  });
  return { tensors: rowSparseTensors('neighbour', matrix), curve: [], arithmetic: 'typescript' };
}
