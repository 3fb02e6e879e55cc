import type { Positives } from '../datasets/index.ts';
import type { Scorer } from '../evaluation/index.ts';
import { historyWeights, type HistoryWeighting } from './history-weights.ts';
import { requireRowSparse, type RowSparse } from './row-sparse.ts';
import type { TrainedModel } from './trainer.ts';

/**
 * Scores of a linear model whose rows are sparse: score = x·B, x the weights of `historyWeights`.
 * An item that no item of the history leads to scores 0.
 *
 * Cost a call: O(itemCount + history · numbers a row).
 */
export function sparseScorer(
  model: Pick<TrainedModel, 'tensors'>,
  name: string,
  { decay, itemIds }: { readonly decay: HistoryWeighting; readonly itemIds: Positives['itemIds'] },
): Scorer {
  const matrix = requireRowSparse(model, name, itemIds.length);
  const { offsets, items, weights } = matrix;
  return {
    itemIds,
    personal: true,
    score: (history, _context, scores) => {
      const historyWeight = historyWeights(history, decay);
      scores.fill(0);
      for (let k = 0; k < historyWeight.length; k++) {
        const item = history.items[k]!;
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++)
          scores[items[at]!]! += historyWeight[k]! * weights[at]!;
      }
    },
    explain: (history, _context, row) => ({
      base: 0,
      contributions: historyWeights(history, decay).map(
        (weight, k) => weight * elementOf(matrix, history.items[k]!, row),
      ),
    }),
  };
}

/** One number of the matrix, 0 where none is kept. */
function elementOf({ offsets, items, weights }: RowSparse, item: number, column: number): number {
  const at = items.subarray(offsets[item]!, offsets[item + 1]!).indexOf(column);
  return at < 0 ? 0 : weights[offsets[item]! + at]!;
}
