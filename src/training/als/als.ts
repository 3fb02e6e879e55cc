import type { Positives } from '../../datasets/index.ts';
import { buildCsr, type Csr } from '../../math/csr.ts';
import { gramianInto } from '../../math/gramian.ts';
import { seededRng } from '../../math/rng.ts';
import type { CurvePoint, Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { alsConfiguration, type AlsConfiguration } from './configuration.ts';
import { alsHalfStep } from './half-step.ts';
import { alsLoss, type Factors } from './loss.ts';
import { alsScorer } from './scorer.ts';

/**
 * Implicit-feedback matrix factorization by alternating least squares (iALS): users and items get
 * latent vectors x, y whose product is near 1 where the user liked the item and near 0 elsewhere,
 * by minimising the objective of `loss.ts`. The curve holds that objective, which no epoch raises.
 *
 * Only item vectors are kept: a user's is solved for anew from their history whenever they are
 * scored, so nobody is unknown to the model.
 *
 * Deterministic for a seed, bit for bit: one thread, sums in a fixed order. The exact solve per
 * row makes it the reference for faster kernels.
 * Source: Hu, Koren & Volinsky, ICDM 2008; Rendle, Krichene, Zhang & Koren, RecSys 2022.
 */
export const als: Family<AlsConfiguration> = {
  name: 'als',
  configuration: alsConfiguration,
  train: trainAls,
  scorer: alsScorer,
};

function trainAls(
  positives: Positives,
  configuration: AlsConfiguration,
  context: TrainingContext,
): TrainedModel {
  const { byUser, byItem } = bothOrders(positives);
  const factors = startFactors(byUser, configuration, context.seed);
  const curve: CurvePoint[] = [];
  for (let epoch = 1; epoch <= configuration.epochs; epoch++) {
    runEpoch(byUser, byItem, factors, configuration);
    const loss = alsLoss(byUser, byItem, factors, configuration);
    curve.push({ epoch, loss });
    const note = `loss ${loss.toPrecision(5)}`;
    const total = configuration.epochs;
    context.progress.update({ task: 'training als', done: epoch, total, unit: 'epochs', note });
  }
  const shape = [byItem.rowCount, configuration.factorCount];
  const data = Float32Array.from(factors.items);
  return { tensors: { item_factors: { shape, data } }, curve };
}

function bothOrders(positives: Positives): { byUser: Csr; byItem: Csr } {
  const { users, items } = positives;
  const [userCount, itemCount] = [positives.userIds.length, positives.itemIds.length];
  return {
    byUser: buildCsr(users, items, { rowCount: userCount, columnCount: itemCount }),
    byItem: buildCsr(items, users, { rowCount: itemCount, columnCount: userCount }),
  };
}

function startFactors(byUser: Csr, configuration: AlsConfiguration, seed: number): Factors {
  const d = configuration.factorCount;
  const rng = seededRng(seed, 'als');
  const deviation = configuration.initialDeviation / Math.sqrt(d);
  const items = Float64Array.from(
    { length: byUser.columnCount * d },
    () => deviation * rng.normal(),
  );
  const users = new Float64Array(byUser.rowCount * d);
  const itemGramian = new Float64Array(d * d);
  gramianInto(items, { rowCount: byUser.columnCount, columnCount: d }, itemGramian);
  return { users, items, itemGramian, userGramian: new Float64Array(d * d) };
}

/** Solves for all users, then for all items; leaves both Gramians up to date. */
function runEpoch(
  byUser: Csr,
  byItem: Csr,
  { users, items, userGramian, itemGramian }: Factors,
  configuration: AlsConfiguration,
): void {
  const columnCount = configuration.factorCount;
  alsHalfStep(byUser, { fixed: items, gramian: itemGramian, solved: users }, configuration);
  gramianInto(users, { rowCount: byUser.rowCount, columnCount }, userGramian);
  alsHalfStep(byItem, { fixed: users, gramian: userGramian, solved: items }, configuration);
  gramianInto(items, { rowCount: byItem.rowCount, columnCount }, itemGramian);
}
