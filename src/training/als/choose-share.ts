import type { Positives } from '../../datasets/index.ts';
import { ShowrunnerError } from '../../domain/errors.ts';
import { SILENT } from '../../domain/progress.ts';
import {
  METRIC_FUNCTIONS,
  recommendCases,
  restrictPositives,
  splitOverTime,
  type Window,
} from '../../evaluation/index.ts';
import { meanOf } from '../../math/moments.ts';
import { seededRng } from '../../math/rng.ts';
import type { TrainedModel, TrainingContext } from '../trainer.ts';
import type { AlsConfiguration } from './configuration.ts';
import type { SettledConfiguration } from './data-regularization.ts';
import { alsScorer } from './scorer.ts';
import { sampleUsers } from './sample-users.ts';

/** From what dense data with much taste in them want to what thin data want, in even steps. */
const SHARES = [0.2, 0.3, 0.45, 0.65, 1] as const;
/** Where there is too little to choose by. */
export const USUAL_SHARE = 0.4;
const CUTS = [0.7, 0.85, 1];
const K = 20;
const FEWEST_CASES = 50;
const MOST_CASES = 500;
/** More positives than these choose no better, only later. */
const MOST_POSITIVES = 300_000;
const MOST_EPOCHS = 8;

/** How als trains when nothing is left to be chosen. */
type Train = (
  positives: Positives,
  configuration: SettledConfiguration,
  context: TrainingContext,
) => Promise<TrainedModel>;

/**
 * Chooses `relativeRegularization` as a user of the tuner would: the latest 30 % of the training
 * data in two windows, each predicted by trainings on what came before it, NDCG@20 of the protocol
 * `live`; the best share is taken. It spans a factor of five between data sets: dense ones want
 * little taken off, thin ones nearly all that noise brings. Nothing later than the training data is
 * seen, and the same data and seed choose the same.
 *
 * Cost: ten short trainings on at most 300,000 positives, those of users drawn at random.
 *
 * @returns `USUAL_SHARE` where fewer than 50 cases can be made, as without times
 */
export async function chooseShare(
  positives: Positives,
  configuration: AlsConfiguration,
  context: TrainingContext,
  train: Train,
): Promise<number> {
  const sample = sampleUsers(positives, MOST_POSITIVES, seededRng(context.seed, 'als', 'sample'));
  const windows = windowsOf(sample, context.seed);
  if (windows.reduce((sum, { cases }) => sum + cases.length, 0) < FEWEST_CASES) return USUAL_SHARE;
  let best = { share: USUAL_SHARE, ndcg: -Infinity };
  for (const share of SHARES) {
    const settled = {
      ...configuration,
      relativeRegularization: share,
      epochs: Math.min(MOST_EPOCHS, configuration.epochs),
    };
    const values: number[] = [];
    for (const window of windows) values.push(...(await judge(window, settled, context, train)));
    const ndcg = meanOf(values);
    if (ndcg > best.ndcg) best = { share, ndcg };
  }
  return best.share;
}

/** The windows with at most `MOST_CASES` cases each; none where the positives cannot be split. */
function windowsOf(positives: Positives, seed: number): Window[] {
  try {
    const parameters = {
      protocol: 'live',
      cuts: CUTS,
      minItemPositives: 3,
      minHistory: 5,
    } as const;
    return splitOverTime(positives, parameters).map((window, at) => {
      const cases = [...window.cases];
      seededRng(seed, 'als', 'cases', at).shuffle(cases);
      return { ...window, cases: cases.slice(0, MOST_CASES) };
    });
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError && thrown.code === 'SPLIT_IMPOSSIBLE') return [];
    throw thrown;
  }
}

/** NDCG@20 of every case. */
async function judge(
  { train: known, asOfMs, cases }: Window,
  configuration: SettledConfiguration,
  context: TrainingContext,
  train: Train,
): Promise<number[]> {
  const slice = restrictPositives(known, 1);
  const inner = { ...context, asOfMs, items: undefined, progress: SILENT };
  const model = await train(slice, configuration, inner);
  const scorer = alsScorer(model, configuration, slice.itemIds);
  const options = { candidates: known.itemIds, k: K, users: context.users };
  return recommendCases(scorer, cases, options).map((recommended, at) => {
    const relevant = new Set(cases[at]!.targets);
    return METRIC_FUNCTIONS.ndcg({ recommended, relevant, relevantCount: relevant.size }, K);
  });
}
