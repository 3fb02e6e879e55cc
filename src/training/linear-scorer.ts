import type { Positives } from '../datasets/index.ts';
import type { Scorer } from '../evaluation/index.ts';
import { historyWeights, type HistoryDecay } from './history-weights.ts';
import { requireTensor } from './require-tensor.ts';
import type { TrainedModel } from './trainer.ts';

/**
 * Scores of a linear model: score = x·B, x the history's weights of `historyWeights`. Row i of
 * `item_weights` says what having watched item i adds to every item; an empty history scores
 * every item 0.
 *
 * Cost a call: O(history·itemCount).
 */
export function linearScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: HistoryDecay,
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
    explain: (history, _context, row) => ({
      base: 0,
      contributions: historyWeights(history, configuration).map(
        (weight, k) => weight * data[history.items[k]! * size + row]!,
      ),
    }),
  };
}
