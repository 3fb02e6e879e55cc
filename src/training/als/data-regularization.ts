import type { Positives } from '../../datasets/index.ts';
import type { AlsConfiguration } from './configuration.ts';
import { rowRegularization, type AlsLoss } from './half-step.ts';

/** A configuration that leaves nothing to be chosen. */
export type SettledConfiguration = Omit<AlsConfiguration, 'relativeRegularization'> & {
  readonly relativeRegularization: number;
};

/**
 * The loss with a λ in numbers: the configured one, or the one that the size of the data asks for.
 *
 * Regularizing both sides takes singular values of the observations off by about √(λ_user·λ_item),
 * λ_user and λ_item those of the average row. As many ones strewn at random have singular values
 * up to ρ^½·(√users + √items), ρ the share of pairs observed: what is below is noise. So
 *
 *     √(λ_user·λ_item) = relativeRegularization · ρ^½ · (√users + √items)
 *
 * is solved for λ, with ν and α as configured. A share of .4 is a λ of 0.024 on MovieLens-100K and of
 * 0.0009 on MovieLens-20M: one λ cannot serve both.
 *
 * @returns λ rounded to 32 bits, as the model keeps it
 * Source: Srebro, Rennie & Jaakkola, NeurIPS 2004 (both penalties are a trace norm); the largest
 * singular value of noise: Bai & Yin, Annals of Probability 1993.
 */
export function resolveLoss(
  configuration: SettledConfiguration,
  { items, userIds, itemIds }: Pick<Positives, 'items' | 'userIds' | 'itemIds'>,
): AlsLoss {
  const { regularization, relativeRegularization } = configuration;
  if (regularization !== null) return { ...configuration, regularization };
  const [users, all, observed] = [userIds.length || 1, itemIds.length || 1, items.length || 1];
  const noise = Math.sqrt(observed / (users * all)) * (Math.sqrt(users) + Math.sqrt(all));
  const unit: AlsLoss = { ...configuration, regularization: 1 };
  const ofUser = rowRegularization(unit, observed / users, all);
  const ofItem = rowRegularization(unit, observed / all, users);
  const lambda = (relativeRegularization * noise) / Math.sqrt(ofUser * ofItem);
  return { ...configuration, regularization: Math.fround(lambda) };
}
