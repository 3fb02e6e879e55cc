import type { Positives } from '../../datasets/index.ts';
import type { History, Scorer, ScoringContext } from '../../evaluation/index.ts';
import { COLD_FACTORS } from '../als/cold-scorer.ts';
import { requireTensor } from '../require-tensor.ts';
import type { TrainedModel } from '../trainer.ts';
import type { BlendConfiguration } from './configuration.ts';
import { requireDecay } from './decays.ts';
import { DAY_MS, GATES, gateOf } from './gates.ts';
import { memberScorers, membersOf } from './members.ts';
import { scaleOf } from './mix.ts';
import { orderColdItems } from './order-cold-items.ts';

/**
 * Scores of a blend: the members' scores, each divided by its highest, mixed with the weights of
 * the history's gate. Where one member has all the weight, its scores come back untouched, ties
 * and last bits included, and the others are not asked.
 *
 * Staleness is counted to the instant the model was trained at where that is the earlier: a model that
 * serves long after its data end knows of nobody's latest likes, and they tell users apart no more.
 */
export function blendScorer(
  model: Pick<TrainedModel, 'tensors'>,
  configuration: BlendConfiguration,
  itemIds: Positives['itemIds'],
): Scorer {
  const decay = requireDecay(model);
  const members = memberScorers(model, { configuration, decay, itemIds });
  const { data } = requireTensor(model, 'blend_weights', [GATES.length, members.length]);
  const knownMs = requireTensor(model, 'blend_known_days', [1]).data[0]! * DAY_MS;
  const scratch = new Float32Array(itemIds.length);
  const mixed = new Float64Array(itemIds.length);
  const activeOf = (history: History, context: ScoringContext) => {
    const asOfMs = Math.min(context.asOfMs, knownMs);
    const gate = GATES.indexOf(gateOf(history, { asOfMs }, configuration));
    return members
      .map((member, m) => ({ member, weight: data[gate * members.length + m]! }))
      .filter(({ weight }) => weight > 0);
  };
  const blended: Scorer = {
    itemIds,
    personal: true,
    score: (history, context, scores) => {
      const active = activeOf(history, context);
      if (active.length === 1) return active[0]!.member.score(history, context, scores);
      mixed.fill(0);
      for (const { member, weight } of active) {
        member.score(history, context, scratch);
        const factor = weight / scaleOf(scratch);
        for (let item = 0; item < mixed.length; item++) mixed[item]! += factor * scratch[item]!;
      }
      scores.set(mixed);
    },
    explain: (history, context, row) => {
      const active = activeOf(history, context);
      const contributions = new Float64Array(history.items.length);
      let base = 0;
      for (const { member, weight } of active) {
        member.score(history, context, scratch);
        const factor = active.length === 1 ? 1 : weight / scaleOf(scratch);
        const part = member.explain!(history, context, row);
        base += factor * part.base;
        part.contributions.forEach((value, k) => (contributions[k]! += factor * value));
      }
      return { base, contributions };
    },
  };
  const cold = model.tensors[`als/${COLD_FACTORS}`]?.shape[0] ?? 0;
  if (cold === 0) return blended;
  const als = members[membersOf(configuration).indexOf('als')]!;
  return orderColdItems(blended, als, itemIds.length - cold);
}
