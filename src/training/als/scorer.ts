import type { Positives } from '../../datasets/index.ts';
import type { History, Scorer } from '../../evaluation/index.ts';
import { choleskyFactor, choleskySolve } from '../../math/cholesky.ts';
import { addOuterProduct, gramianInto } from '../../math/gramian.ts';
import { historyWeights } from '../history-weights.ts';
import { requireTensor } from '../require-tensor.ts';
import type { TrainedModel } from '../trainer.ts';
import type { AlsConfiguration } from './configuration.ts';
import { startSystem } from './half-step.ts';

/**
 * Scores by folding the history in: solves the half-step's system for the one user, each item of
 * the history with its weight w of `historyWeights`,
 *
 *     (Σᵢ wᵢ·yᵢyᵢᵀ + α·G + λ·(Σ wᵢ + α·itemCount)^ν·I) x = Σᵢ wᵢ·yᵢ        score(item) = x·y
 *
 * An empty history scores every item 0.
 * Cost a call: O(history·d² + d³ + itemCount·d); all scratch is allocated once.
 */
export function alsScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: AlsConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const d = configuration.factorCount;
  const { data } = requireTensor(model, 'item_factors', [itemIds.length, d]);
  const factors = Float64Array.from(data);
  const gramian = new Float64Array(d * d);
  gramianInto(factors, { rowCount: itemIds.length, columnCount: d }, gramian);
  const system = new Float64Array(d * d);
  const user = new Float64Array(d);
  const foldIn = (history: History): void => {
    const weights = historyWeights(history, configuration);
    const observed = weights.reduce((sum, weight) => sum + weight, 0);
    startSystem(system, gramian, { loss: configuration, observed, otherCount: itemIds.length });
    user.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const [at, weight] = [history.items[k]! * d, weights[k]!];
      addOuterProduct(factors, at, { size: d, weight }, system);
      for (let f = 0; f < d; f++) user[f]! += weight * factors[at + f]!;
    }
    choleskyFactor(system, d);
    choleskySolve(system, d, user);
  };
  return {
    itemIds,
    personal: true,
    score: (history, _context, scores) => {
      foldIn(history);
      multiply(factors, user, scores);
    },
  };
}

/** scores = Y·x. */
function multiply(factors: Float64Array, user: Float64Array, scores: Float32Array): void {
  const d = user.length;
  for (let item = 0; item < scores.length; item++) {
    let score = 0;
    for (let f = 0; f < d; f++) score += factors[item * d + f]! * user[f]!;
    scores[item] = score;
  }
}
