import type { Positives } from '../../datasets/index.ts';
import { openCrew, type Crew } from '../../math/kernels/crew.ts';
import { factorize, type Factorization } from '../../math/kernels/factorization.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { pairsOfArrays } from '../../math/kernels/observations.ts';
import { seededRng } from '../../math/rng.ts';
import type { Tensor } from '../../store/index.ts';
import type { CurvePoint, Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { chooseShare, USUAL_SHARE } from './choose-share.ts';
import { alsConfiguration, type AlsConfiguration } from './configuration.ts';
import { coldItems } from './cold-items.ts';
import { COLD_FACTORS } from './cold-scorer.ts';
import { resolveLoss, type SettledConfiguration } from './data-regularization.ts';
import { rowRegularization } from './half-step.ts';
import { alsScorer } from './scorer.ts';

/**
 * Implicit-feedback matrix factorization by alternating least squares (iALS): users and items get
 * latent vectors x, y whose product is near 1 where the user liked the item and near 0 elsewhere,
 * by minimising the objective of `loss.ts`. The curve holds that objective, which no epoch raises
 * by more than the rounding of 32-bit floats.
 *
 * Each half step takes a few steps of preconditioned conjugate gradients from where the last epoch
 * ended; `half-step.ts` is the exact one it approaches.
 *
 * Items of the catalogue without positives get vectors from their features; see `coldItems`.
 *
 * Only item vectors are kept: a user's is solved for anew from their history whenever they are
 * scored, so nobody is unknown to the model.
 *
 * Deterministic for a seed and a build of the kernels, bit for bit, on any number of threads.
 * Source: Hu, Koren & Volinsky, ICDM 2008; Rendle, Krichene, Zhang & Koren, RecSys 2022.
 */
export const als: Family<AlsConfiguration> = {
  name: 'als',
  configuration: alsConfiguration,
  train: trainAls,
  scorer: alsScorer,
};

async function trainAls(
  positives: Positives,
  configuration: AlsConfiguration,
  context: TrainingContext,
): Promise<TrainedModel> {
  const { regularization, relativeRegularization } = configuration;
  const share =
    relativeRegularization ??
    (regularization === null
      ? await chooseShare(positives, configuration, context, trainSettled)
      : USUAL_SHARE);
  return trainSettled(positives, { ...configuration, relativeRegularization: share }, context);
}

async function trainSettled(
  positives: Positives,
  configuration: SettledConfiguration,
  context: TrainingContext,
): Promise<TrainedModel> {
  const settings = context.kernels ?? kernelSettings();
  const crew = openCrew(settings, { work: workOf(positives, configuration), stop: context.stop });
  try {
    const factorization = start(crew, positives, { configuration, seed: context.seed });
    const curve = await runEpochs(factorization, configuration, context);
    const shape = [positives.itemIds.length, configuration.factorCount];
    const data = factorization.columnVectors();
    const { regularization } = resolveLoss(configuration, positives);
    const tensors: Record<string, Tensor> = {
      item_factors: { shape, data },
      regularization: { shape: [1], data: Float32Array.of(regularization) },
    };
    const { factorCount } = configuration;
    const cold = coldItems(positives, { factors: data, factorCount }, context);
    const trained = { tensors, curve, arithmetic: settings.build };
    const coldShape = [cold.itemIds.length, factorCount];
    if (cold.itemIds.length === 0) return trained;
    tensors[COLD_FACTORS] = { shape: coldShape, data: cold.factors };
    return { ...trained, coldItemIds: cold.itemIds };
  } finally {
    await crew.close();
  }
}

/** Multiply-adds of a training, roughly: passes over the positives, then the Gramians. */
function workOf(
  { items, userIds, itemIds }: Positives,
  { factorCount: d, epochs, solverSteps }: SettledConfiguration,
): number {
  const passes = 4 * items.length * d * (1 + solverSteps);
  return epochs * (passes + 3 * (userIds.length + itemIds.length) * d * d);
}

function start(
  crew: Crew,
  positives: Positives,
  { configuration, seed }: { readonly configuration: SettledConfiguration; readonly seed: number },
): Factorization {
  const { users, items, userIds, itemIds } = positives;
  const loss = resolveLoss(configuration, positives);
  const d = configuration.factorCount;
  const rng = seededRng(seed, 'als');
  const deviation = configuration.initialDeviation / Math.sqrt(d);
  const [rowCount, columnCount] = [userIds.length, itemIds.length];
  return factorize(
    crew,
    pairsOfArrays({ rows: users, columns: items, weights: null, rowCount, columnCount }),
    {
      factorCount: d,
      unobservedWeight: configuration.unobservedWeight,
      observedWeight: 1,
      excess: 0,
      ridgeOf: (count, otherCount) => rowRegularization(loss, count, otherCount),
      steps: configuration.solverSteps,
    },
    { rows: null, columns: () => deviation * rng.normal() },
  );
}

async function runEpochs(
  factorization: Factorization,
  { epochs }: Pick<AlsConfiguration, 'epochs'>,
  { progress }: TrainingContext,
): Promise<CurvePoint[]> {
  const curve: CurvePoint[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await factorization.epoch();
    const loss = await factorization.loss();
    curve.push({ epoch, loss });
    const note = `loss ${loss.toPrecision(5)}`;
    progress.update({ task: 'training als', done: epoch, total: epochs, unit: 'epochs', note });
  }
  return curve;
}
