import type { Positives } from '../../datasets/index.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { blendConfiguration, type BlendConfiguration } from './configuration.ts';
import { decaysOf, decayTensors } from './decays.ts';
import { DAY_MS, GATES, type Gate } from './gates.ts';
import { learnDecay } from './learn-decay.ts';
import { isProven, learnWeights, valuesOf } from './learn-weights.ts';
import { membersOf, trainMembers, type MemberName } from './members.ts';
import { blendScorer } from './scorer.ts';
import { casesAt, tuneCases, type TuneCase } from './tune-cases.ts';

/**
 * A blend of families. With s_m the scores of member m and w the weights of the history's gate,
 *
 *     score(item) = Σ_m w_m · s_m(item) / max s_m
 *
 * There are three gates (see `gateOf`): fresh histories have weights learnt on the latest part of
 * the training data, which the members that they are learnt with have not seen, and so is how fast
 * the history fades for all members (`learnDecay`); thin and stale
 * ones get popularity alone, unless a mixture with the fresh weights is better on cases of the same
 * kind beyond doubt. So nobody of whom little or nothing recent is known is worse off than with
 * popularity, as far as the training data can tell.
 *
 * The model holds its members' tensors (`als/item_factors`, …), `blend_weights`, gates × members,
 * `blend_history_decay`, kappa and floor, and `blend_known_days`, the instant it was trained at in
 * days since the epoch: it is served from its own artifact alone.
 *
 * Cost: `tuneWindows` + 1 trainings of every member, and up to `maxTuneCases` lists of each kind by
 * every way of weighing.
 */
export const blend: Family<BlendConfiguration> = {
  name: 'blend',
  configuration: blendConfiguration,
  train: trainBlend,
  scorer: blendScorer,
};

/** Weights of fresh histories where there is too little to learn from. */
const START: Readonly<Record<MemberName, number>> = {
  popularity: 0,
  dlae: 1,
  'dan-dlae': 1,
  ease: 1,
  als: 0.75,
  'item-knn': 0.25,
  transitions: 0.15,
};
/** How sure a change must be, in standard errors: of the weights, and of leaving popularity. */
const LEARNING_MARGIN = 1;
const PROOF_MARGIN = 2;
/** Shares of the fresh weights that are tried for thin and stale histories. */
const SHARES: readonly number[] = [0.1, 0.25, 0.5, 0.75, 0.9, 1];

async function trainBlend(
  positives: Positives,
  configuration: BlendConfiguration,
  context: TrainingContext,
): Promise<TrainedModel> {
  const cases = await tuneCases(positives, configuration, context);
  const { tensors, ...rest } = await trainMembers(positives, configuration, context);
  const members = membersOf(configuration);
  const start = startOf(members);
  const decay = learnDecay(cases.fresh, start);
  const seenSo = {
    fresh: casesAt(cases.fresh, decay),
    thin: casesAt(cases.thin, decay),
    stale: casesAt(cases.stale, decay),
  };
  const rows = gateWeights({ members, start, cases: seenSo });
  const shape = [GATES.length, rows[0]!.length];
  const knownDays = Number.isFinite(context.asOfMs) ? context.asOfMs / DAY_MS : 0;
  tensors['blend_known_days'] = { shape: [1], data: Float32Array.of(knownDays) };
  Object.assign(tensors, decayTensors(decaysOf(configuration)[decay]!));
  tensors['blend_weights'] = { shape, data: Float32Array.from(rows.flat()) };
  return { tensors, curve: [], ...rest };
}

/** The weights that members begin with; members that have none begin alike. */
function startOf(members: readonly MemberName[]): readonly number[] {
  const start = members.map((name) => START[name]);
  return start.every((weight) => weight === 0) ? members.map(() => 1) : start;
}

/**
 * The weights of every gate, in the order of `GATES`. Those of fresh histories are half way between
 * what was learnt and where it began: a few hundred cases prove the direction, not the distance.
 */
function gateWeights(given: {
  readonly members: readonly MemberName[];
  readonly start: readonly number[];
  readonly cases: Readonly<Record<Gate, readonly TuneCase[]>>;
}): readonly (readonly number[])[] {
  const { members, start, cases } = given;
  const alone = members.map((name) => (name === 'popularity' ? 1 : 0));
  const learnt = learnWeights(cases.fresh, start, LEARNING_MARGIN);
  const fresh = learnt.map((weight, m) => (weight + start[m]!) / 2);
  return GATES.map((gate) => (gate === 'fresh' ? fresh : fallback(cases[gate], alone, fresh)));
}

/** Popularity alone, or the mixture with the fresh weights that beats it most beyond doubt. */
function fallback(
  cases: readonly TuneCase[],
  alone: readonly number[],
  fresh: readonly number[],
): readonly number[] {
  if (cases.length < 20) return alone;
  const plain = valuesOf(cases, alone);
  let best = { weights: alone, values: plain };
  for (const share of SHARES) {
    const weights = fresh.map((weight, m) => share * weight + (1 - share) * alone[m]!);
    const values = valuesOf(cases, weights);
    const isProvenBetter = isProven(cases, values, plain, PROOF_MARGIN);
    if (isProvenBetter && isProven(cases, values, best.values, 0)) best = { weights, values };
  }
  return best.weights;
}
