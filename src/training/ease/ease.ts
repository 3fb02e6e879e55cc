import type { Positives } from '../../datasets/index.ts';
import { errorOf } from '../../domain/errors.ts';
import type { Scorer } from '../../evaluation/index.ts';
import { invertPositiveDefinite } from '../../math/cholesky-inverse.ts';
import { buildCsr } from '../../math/csr.ts';
import { historyWeights } from '../history-weights.ts';
import { requireTensor } from '../require-tensor.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { easeConfiguration, type EaseConfiguration } from './configuration.ts';

/**
 * EASE: the linear autoencoder in closed form. With X users × items, binary,
 *
 *     P = (XᵀX + λI)⁻¹,   B = I − P / diag(P),   score = x·B
 *
 * B has a zero diagonal: an item is explained by the others. x holds the history's weights of
 * `historyWeights`. An empty history scores every item 0.
 * Cost: n³/2 multiply-adds and 8·n² bytes to train, 4·n² bytes kept, for n items.
 * @throws InputError `CATALOGUE_TOO_LARGE` above `maxItems`
 * Source: Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019, eq. 8.
 */
export const ease: Family<EaseConfiguration> = {
  name: 'ease',
  configuration: easeConfiguration,
  train: trainEase,
  scorer: easeScorer,
};

function trainEase(
  positives: Positives,
  { regularization, maxItems }: EaseConfiguration,
  context: TrainingContext,
): TrainedModel {
  const size = positives.itemIds.length;
  if (size > maxItems)
    throw errorOf('CATALOGUE_TOO_LARGE', { family: 'ease', found: size, expected: maxItems });
  const task = { task: 'training ease', total: 2, unit: 'steps' };
  context.progress.update({ ...task, done: 0, note: `inverting ${size} × ${size}` });
  const inverse = coOccurrences(positives);
  for (let i = 0; i < size; i++) inverse[i * size + i]! += regularization;
  invertPositiveDefinite(inverse, size);
  context.progress.update({ ...task, done: 2 });
  const data = weightsOf(inverse, size);
  return { tensors: { item_weights: { shape: [size, size], data } }, curve: [] };
}

/** XᵀX, its lower triangle. */
function coOccurrences({ users, items, userIds, itemIds }: Positives): Float64Array {
  const size = itemIds.length;
  const byUser = buildCsr(users, items, { rowCount: userIds.length, columnCount: size });
  const counts = new Float64Array(size * size);
  for (let user = 0; user < byUser.rowCount; user++) {
    const row = byUser.columns.subarray(byUser.offsets[user]!, byUser.offsets[user + 1]!).sort();
    for (let a = 0; a < row.length; a++)
      for (let b = 0; b <= a; b++) counts[row[a]! * size + row[b]!]! += 1;
  }
  return counts;
}

/** B in float32; row i says what having watched item i adds to every item. */
function weightsOf(inverse: Float64Array, size: number): Float32Array {
  const weights = new Float32Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i !== j) weights[i * size + j] = -inverse[i * size + j]! / inverse[j * size + j]!;
  return weights;
}

function easeScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: EaseConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const size = itemIds.length;
  const { data } = requireTensor(model, 'item_weights', [size, size]);
  return {
    itemIds,
    personal: true,
    score: (history, _context, scores) => {
      const weights = historyWeights(history, configuration);
      scores.fill(0);
      for (let k = 0; k < weights.length; k++) {
        const row = history.items[k]! * size;
        for (let j = 0; j < size; j++) scores[j]! += weights[k]! * data[row + j]!;
      }
    },
  };
}
