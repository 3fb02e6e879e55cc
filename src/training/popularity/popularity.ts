import type { Positives } from '../../datasets/index.ts';
import type { Scorer } from '../../evaluation/index.ts';
import { requireTensor } from '../require-tensor.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { popularityConfiguration, type PopularityConfiguration } from './configuration.ts';
import { SEGMENT_COUNT, segmentOf, segmentsOf } from './segments.ts';

const DAY_MS = 86_400_000;

/**
 * Recency-weighted popularity: everybody gets the same scores,
 *
 *     score(item) = Σ 2^(−age / halfLife)        over the item's positives, age counted from asOf
 *
 * With no half-life, or where times are unknown, it is the plain count. An item without positives
 * scores 0. It is the baseline that every other model must beat, and what is answered to users of
 * whom nothing is known.
 *
 * With `segmentShrinkage` m and users whom the catalogue knows, everybody of one age band and
 * gender gets the same scores: the sum over the segment's positives plus m times the item's share
 * of all. A user of whom one of the two is unknown gets the popularity of the other, a user of
 * whom both are the popularity with everybody.
 */
export const popularity: Family<PopularityConfiguration> = {
  name: 'popularity',
  configuration: popularityConfiguration,
  train: trainPopularity,
  scorer: popularityScorer,
};

async function trainPopularity(
  positives: Positives,
  { halfLifeDays, segmentShrinkage }: PopularityConfiguration,
  { asOfMs, users }: TrainingContext,
): Promise<TrainedModel> {
  const size = positives.itemIds.length;
  const bySegment = segmentShrinkage !== null && users !== undefined;
  const counts = new Float64Array(size);
  const segments = new Float64Array(bySegment ? SEGMENT_COUNT * size : 0);
  const ofUser = bySegment ? positives.userIds.map((id) => segmentsOf(users.get(id))) : [];
  for (let row = 0; row < positives.items.length; row++) {
    const ageDays = (asOfMs - positives.timesMs[row]!) / DAY_MS;
    const weighs = halfLifeDays !== null && !Number.isNaN(ageDays);
    const weight = weighs ? 2 ** (-ageDays / halfLifeDays) : 1;
    const item = positives.items[row]!;
    counts[item]! += weight;
    for (const segment of ofUser[positives.users[row]!] ?? [])
      segments[segment * size + item]! += weight;
  }
  const tensors: Record<string, TrainedModel['tensors'][string]> = {
    popularity: { shape: [size], data: Float32Array.from(counts) },
  };
  if (bySegment) {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    const data = Float32Array.from(
      segments,
      (count, at) => count + (segmentShrinkage * counts[at % size]!) / total,
    );
    tensors['segment_popularity'] = { shape: [SEGMENT_COUNT, size], data };
  }
  return { tensors, curve: [], arithmetic: 'typescript' };
}

function popularityScorer(
  model: Pick<TrainedModel, 'tensors'>,
  _configuration: PopularityConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const size = itemIds.length;
  const { data: all } = requireTensor(model, 'popularity', [size]);
  const segments = Object.hasOwn(model.tensors, 'segment_popularity')
    ? requireTensor(model, 'segment_popularity', [SEGMENT_COUNT, size]).data
    : null;
  const scoresOf = (user: Parameters<typeof segmentOf>[0]): Float32Array => {
    if (segments === null) return all;
    const at = segmentOf(user) * size;
    return segments.subarray(at, at + size);
  };
  return {
    itemIds,
    personal: false,
    score: (_history, { user }, scores) => scores.set(scoresOf(user)),
    explain: (history, { user }, row) => ({
      base: scoresOf(user)[row]!,
      contributions: new Float64Array(history.items.length),
    }),
  };
}
