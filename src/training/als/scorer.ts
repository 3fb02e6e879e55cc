import type { Positives } from '../../datasets/index.ts';
import type { History, Scorer } from '../../evaluation/index.ts';
import { openFactorScorer } from '../../math/kernels/factor-scorer.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { historyWeights } from '../history-weights.ts';
import { requireTensor } from '../require-tensor.ts';
import type { TrainedModel } from '../trainer.ts';
import type { AlsConfiguration } from './configuration.ts';
import { COLD_FACTORS, withColdItems, type VectorScorer } from './cold-scorer.ts';
import { alsExplainer } from './explain.ts';
import { rowRegularization, type AlsLoss } from './half-step.ts';

/**
 * Scores by folding the history in: solves the half-step's system for the one user, each item of
 * the history with its weight w of `historyWeights`,
 *
 *     (Σᵢ wᵢ·yᵢyᵢᵀ + α·G + λ·(Σ wᵢ + α·itemCount)^ν·I) x = Σᵢ wᵢ·yᵢ        score(item) = x·y
 *
 * Cold items have a vector from their features (`coldItems`) and take no part in folding in: what
 * is known of the others is scored as if they were not there. An empty history scores every item 0.
 * Cost a call: O(history·d² + d³ + itemCount·d), less for `top`; all scratch is allocated once.
 */
export function alsScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: AlsConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const { factorCount, unobservedWeight } = configuration;
  const cold = coldFactors(model, configuration);
  const warm = itemIds.length - cold.length / factorCount;
  const { data } = requireTensor(model, 'item_factors', [warm, factorCount]);
  const loss = lossOf(model, configuration);
  const { build } = kernelSettings();
  const factors = openFactorScorer(data, { factorCount, unobservedWeight, build });
  const foldIn = (history: History): void => {
    const weights = historyWeights(history, configuration);
    const observed = weights.reduce((sum, weight) => sum + weight, 0);
    const ridge = rowRegularization(loss, observed, warm);
    factors.foldIn({ items: history.items, weights }, ridge);
  };
  let explainer: ReturnType<typeof alsExplainer> | undefined;
  const scorer: VectorScorer = {
    itemIds: itemIds.slice(0, warm),
    personal: true,
    score: (history, _context, scores) => {
      foldIn(history);
      factors.score(scores);
    },
    top: (history, _context, { k, excluded }) => {
      foldIn(history);
      const { items, scores } = factors.top(k, excluded);
      return { rows: items, scores };
    },
    explain: (history, _context, row) =>
      scorer.explainVector(history, data.subarray(row * factorCount, (row + 1) * factorCount)),
    vector: factors.vector,
    explainVector: (history, target) => {
      explainer ??= alsExplainer(data, loss);
      return explainer(history, historyWeights(history, configuration), target);
    },
  };
  if (cold.length === 0) return scorer;
  const coldScores = openFactorScorer(cold, { factorCount, unobservedWeight, build });
  return withColdItems(scorer, { itemIds, factors: cold, scorer: coldScores });
}

/** Vectors of cold items, row-major; empty where the model has none. */
function coldFactors(
  model: Pick<TrainedModel, 'tensors'>,
  { factorCount }: AlsConfiguration,
): Float32Array {
  if (!Object.hasOwn(model.tensors, COLD_FACTORS)) return new Float32Array(0);
  return requireTensor(model, COLD_FACTORS, [null, factorCount]).data;
}

/** The loss that the model was trained with; models of fixed λ may lack the tensor. */
function lossOf(model: Pick<TrainedModel, 'tensors'>, configuration: AlsConfiguration): AlsLoss {
  const { regularization } = configuration;
  if (regularization !== null) return { ...configuration, regularization };
  const { data } = requireTensor(model, 'regularization', [1]);
  return { ...configuration, regularization: data[0]! };
}
