import type { ItemId } from '../../domain/ids.ts';
import type { Json } from '../../domain/canonical-json.ts';
import type { Scorer } from '../../evaluation/index.ts';
import type { Tensor } from '../../store/index.ts';
import { als } from '../als/als.ts';
import { COLD_FACTORS } from '../als/cold-scorer.ts';
import { ease } from '../ease/ease.ts';
import type { HistoryWeighting } from '../history-weights.ts';
import { itemKnn } from '../item-knn/item-knn.ts';
import { danDlae } from '../linear/dan-dlae.ts';
import { dlae } from '../linear/dlae.ts';
import { popularity } from '../popularity/popularity.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { scoringWarm } from '../warm-items.ts';
import { transitions } from '../transitions/transitions.ts';
import type { Positives } from '../../datasets/index.ts';
import type { BlendConfiguration } from './configuration.ts';

/** Families that can be blended, popularity first: its row is what thin histories fall back on. */
export const MEMBERS = [
  'popularity',
  'dan-dlae',
  'dlae',
  'ease',
  'als',
  'item-knn',
  'transitions',
] as const;
export type MemberName = (typeof MEMBERS)[number];

const FAMILIES = {
  popularity,
  dlae,
  'dan-dlae': danDlae,
  ease,
  als,
  'item-knn': itemKnn,
  transitions,
} as unknown as Readonly<Record<MemberName, Family>>;

/** The members that a configuration does not leave out, in the order of `MEMBERS`. */
export const membersOf = (configuration: BlendConfiguration): readonly MemberName[] =>
  MEMBERS.filter((name) => configuration[name] !== null);

const configurationOf = (configuration: BlendConfiguration, name: MemberName) =>
  configuration[name] as { readonly [key: string]: Json };

/** Trained members. */
export interface Members extends Pick<TrainedModel, 'arithmetic' | 'coldItemIds'> {
  readonly tensors: Record<string, Tensor>;
}

/** Trains every member on the same positives; tensors are named `<member>/<tensor>`. */
export async function trainMembers(
  positives: Positives,
  configuration: BlendConfiguration,
  context: TrainingContext,
): Promise<Members> {
  const tensors: Record<string, Tensor> = {};
  let arithmetic: TrainedModel['arithmetic'] = 'typescript';
  let coldItemIds: TrainedModel['coldItemIds'];
  for (const name of membersOf(configuration)) {
    const family = FAMILIES[name];
    const trained = await family.train(positives, configurationOf(configuration, name), context);
    if (trained.arithmetic !== 'typescript') ({ arithmetic } = trained);
    coldItemIds ??= trained.coldItemIds;
    for (const [tensor, value] of Object.entries(trained.tensors))
      tensors[`${name}/${tensor}`] = value;
  }
  return { tensors, arithmetic, ...(coldItemIds === undefined ? {} : { coldItemIds }) };
}

/**
 * The scorers of the members, in the order of `membersOf`, all of all items: those that know no cold
 * ones score them 0.
 *
 * @throws DataError `ARTIFACT_CORRUPT`
 */
export const memberScorers = (
  { tensors }: Pick<TrainedModel, 'tensors'>,
  {
    configuration,
    decay,
    itemIds,
  }: {
    readonly configuration: BlendConfiguration;
    /** How all members weigh the history; `null` leaves each its own. */
    readonly decay: HistoryWeighting | null;
    readonly itemIds: readonly ItemId[];
  },
): readonly Scorer[] => {
  const cold = tensors[`als/${COLD_FACTORS}`]?.shape[0] ?? 0;
  const warm = itemIds.length - cold;
  return membersOf(configuration).map((name) => {
    const parts = Object.entries(tensors)
      .filter(([tensor]) => tensor.startsWith(`${name}/`))
      .map(([tensor, value]) => [tensor.slice(name.length + 1), value] as const);
    const member = { tensors: Object.fromEntries(parts) };
    const own = { ...configurationOf(configuration, name), ...decay };
    const count = member.tensors[COLD_FACTORS] === undefined ? warm : itemIds.length;
    return scoringWarm(FAMILIES[name].scorer(member, own, itemIds.slice(0, count)), itemIds);
  });
};
