import type { Positives } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { Scorer } from '../evaluation/index.ts';
import { historyWeights, type HistoryWeighting } from './history-weights.ts';
import { requireTensor } from './require-tensor.ts';
import type { TrainedModel } from './trainer.ts';

/**
 * Scores of a linear model: score = x·B, x the history's weights of `historyWeights`. Row i of
 * `item_weights` says what having watched item i adds to every item, in float32 or in 8 bits with
 * a scale a row; an empty history scores every item 0.
 *
 * Cost a call: O(history·itemCount).
 * @throws DataError `ARTIFACT_CORRUPT`
 */
export function linearScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: HistoryWeighting,
  itemIds: Positives['itemIds'],
): Scorer {
  const size = itemIds.length;
  const { rows, scales } = weightsOf(model, size);
  return {
    itemIds,
    personal: true,
    score: (history, _context, scores) => {
      const weights = historyWeights(history, configuration);
      scores.fill(0);
      for (let k = 0; k < weights.length; k++) {
        const item = history.items[k]!;
        const weight = weights[k]! * (scales?.[item] ?? 1);
        const row = item * size;
        for (let j = 0; j < size; j++) scores[j]! += weight * rows[row + j]!;
      }
    },
    explain: (history, _context, row) => ({
      base: 0,
      contributions: historyWeights(history, configuration).map((weight, k) => {
        const item = history.items[k]!;
        return weight * (scales?.[item] ?? 1) * rows[item * size + row]!;
      }),
    }),
  };
}

interface Weights {
  readonly rows: Float32Array | Int8Array;
  /** Of each row; absent where rows are weights as they are. */
  readonly scales?: Float32Array;
}

function weightsOf(model: Pick<TrainedModel, 'tensors'>, size: number): Weights {
  const tensor = model.tensors['item_weights'];
  if (!(tensor?.data instanceof Int8Array))
    return { rows: requireTensor(model, 'item_weights', [size, size]).data };
  if (tensor.data.length !== size * size)
    throw errorOf('ARTIFACT_CORRUPT', {
      kind: 'model',
      id: 'item_weights',
      found: `I8 [${tensor.shape.join(', ')}]`,
      expected: `I8 [${size}, ${size}]`,
    });
  return { rows: tensor.data, scales: requireTensor(model, 'item_weight_scales', [size]).data };
}
