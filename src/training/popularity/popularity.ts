import type { Positives } from '../../datasets/index.ts';
import type { Scorer } from '../../evaluation/index.ts';
import { requireTensor } from '../require-tensor.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { popularityConfiguration, type PopularityConfiguration } from './configuration.ts';

const DAY_MS = 86_400_000;

/**
 * Recency-weighted popularity: everybody gets the same scores,
 *
 *     score(item) = Σ 2^(−age / halfLife)        over the item's positives, age counted from asOf
 *
 * With no half-life, or where times are unknown, it is the plain count. An item without positives
 * scores 0. It is the baseline that every other model must beat, and what is answered to users of
 * whom nothing is known.
 */
export const popularity: Family<PopularityConfiguration> = {
  name: 'popularity',
  configuration: popularityConfiguration,
  train: trainPopularity,
  scorer: popularityScorer,
};

async function trainPopularity(
  positives: Positives,
  { halfLifeDays }: PopularityConfiguration,
  { asOfMs }: TrainingContext,
): Promise<TrainedModel> {
  const counts = new Float64Array(positives.itemIds.length);
  for (let row = 0; row < positives.items.length; row++) {
    const ageDays = (asOfMs - positives.timesMs[row]!) / DAY_MS;
    const weighs = halfLifeDays !== null && !Number.isNaN(ageDays);
    counts[positives.items[row]!]! += weighs ? 2 ** (-ageDays / halfLifeDays) : 1;
  }
  const data = Float32Array.from(counts);
  const tensors = { popularity: { shape: [data.length], data } };
  return { tensors, curve: [], arithmetic: 'typescript' };
}

function popularityScorer(
  model: Pick<TrainedModel, 'tensors'>,
  _configuration: PopularityConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const { data } = requireTensor(model, 'popularity', [itemIds.length]);
  return { itemIds, personal: false, score: (_history, _context, scores) => scores.set(data) };
}
