import type { DatasetContent, Positives } from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { evaluateOverTime, TUNING_CUTS, type Facts } from '../evaluation/index.ts';
import { seededRng } from '../math/rng.ts';
import { recordRun, type Recipe } from '../registry/index.ts';
import { lockRole } from '../store/index.ts';
import {
  drawConfiguration,
  parseConfiguration,
  requireFamily,
  TUNING_SPACES,
} from '../training/index.ts';
import { chooseDataset } from './choose-dataset.ts';
import { loadFacts } from './load-facts.ts';
import { loadForModels } from './load-for-models.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { parseSettings, type PipelineSettings } from './settings.ts';
import { cachedStage } from './stage-cache.ts';
import { requireNotStopped } from './stop.ts';
import { successiveHalving, type Scored } from './successive-halving.ts';
import { requireName, saveTuned } from './tuned.ts';

/** What is tuned, and how long. */
export interface TuneRequest {
  readonly family: string;
  /** Configurations that are tried; the first is the defaults. ≥ 2. */
  readonly trials: number;
  /** Under which the best is kept. */
  readonly name: string;
  readonly seed: number;
  /** Settings of `run`, such as `evaluation.k=20`. */
  readonly pairs: readonly string[];
}

/** What tuning found. */
export interface Tuned {
  readonly recipe: Recipe;
  readonly datasetId: string;
  /** All trials, the best first. */
  readonly trials: readonly Scored<Recipe>[];
}

/**
 * The rungs: cuts of the tuning windows, the dearer the later. The first looks at the last window
 * only, the others divide the same stretch of time more finely. None reaches the test windows.
 */
const [FIRST, , LAST] = TUNING_CUTS as readonly [number, number, number];
const RUNGS: readonly (readonly number[])[] = [
  TUNING_CUTS.slice(1),
  TUNING_CUTS,
  [0, 1, 2, 3, 4].map((part) => FIRST + ((LAST - FIRST) * part) / 4),
];

/**
 * Tunes a family on the tuning windows of the lake as it stands: random configurations, then
 * successive halving. Every trial at a rung is a run of the registry and is remembered: a tuning
 * that was killed goes on where it stood. The best is kept under a name.
 *
 * @throws InputError `FAMILY_UNKNOWN`, ConflictError `HOME_LOCKED`; DataError `SPLIT_IMPOSSIBLE`;
 *         UnavailableError `STOPPED`
 */
export async function tuneModel(ports: PipelinePorts, request: TuneRequest): Promise<Tuned> {
  requireName(request.name);
  const settings = parseSettings(request.pairs);
  const recipes = drawRecipes(request);
  const lock = lockRole(ports.home, 'train');
  try {
    const chosen = await chooseDataset(ports, null);
    const { id } = await chosen.build(settings.dataset);
    const dataset = await ports.artifacts.load<DatasetContent>('dataset', id);
    const positives = await loadForModels(ports.tables, dataset, recipes);
    const facts = await loadFacts(ports.tables, dataset);
    const given = { positives, facts, settings, datasetId: id };
    const trials = await successiveHalving(recipes, RUNGS.length, async (recipe, rung) => {
      await requireNotStopped(ports.stop);
      return judgeTrial(ports, recipe, { ...given, rung });
    });
    const recipe = trials[0]!.trial;
    await saveTuned(ports.home, request.name, recipe);
    return { recipe, datasetId: id, trials };
  } finally {
    lock.release();
  }
}

/** The defaults, and as many more as asked for. */
function drawRecipes({ family: name, trials, seed }: TuneRequest): readonly Recipe[] {
  const family = requireFamily(name);
  const space = TUNING_SPACES[name];
  if (space === undefined)
    throw errorOf('FAMILY_UNKNOWN', {
      found: name,
      nearest: 'als',
      known: Object.keys(TUNING_SPACES).join(', '),
    });
  return Array.from({ length: trials }, (_, trial) => {
    const drawn = trial === 0 ? {} : drawConfiguration(space, seededRng(seed, 'tune', name, trial));
    return { family: name, configuration: parseConfiguration(family, drawn) };
  });
}

interface Trial {
  readonly positives: Positives;
  readonly facts: Facts;
  readonly settings: PipelineSettings;
  readonly datasetId: string;
  readonly rung: number;
}

/** NDCG of a recipe on the windows of a rung; remembered, and a run where it was not. */
async function judgeTrial(ports: PipelinePorts, recipe: Recipe, trial: Trial): Promise<number> {
  const { settings, datasetId, rung } = trial;
  const { evaluation, seed } = settings;
  const parameters = { recipe, cuts: [...RUNGS[rung]!], evaluation, seed };
  const key = { stage: 'tune', inputs: datasetId, parameters };
  const outcome = await cachedStage<{ ndcg: number | null }>(ports, key, {
    force: false,
    stillThere: async () => true,
    make: async () => {
      const run = { stage: 'tune', parameters: { ...parameters, dataset: datasetId } as Json };
      const { ndcg } = await recordRun(ports, run, async () => {
        const mean = await meanNdcg(ports, recipe, trial);
        const metrics = mean === null ? [] : [{ name: 'ndcg', step: rung, value: mean }];
        return { ndcg: mean, metrics };
      });
      return { ndcg };
    },
  });
  return outcome.result.ndcg ?? Number.NaN;
}

async function meanNdcg(
  { progress, stop }: PipelinePorts,
  recipe: Recipe,
  { positives, facts, settings, rung }: Trial,
): Promise<number | null> {
  const { k, minItemPositives, minHistory } = settings.evaluation;
  const family = requireFamily(recipe.family);
  const [evaluation] = await evaluateOverTime({
    positives,
    ...facts,
    protocol: 'live',
    cuts: RUNGS[rung]!,
    k,
    minItemPositives,
    minHistory,
    seed: settings.seed,
    resamples: 1,
    progress,
    contenders: [
      {
        model: recipe.family,
        train: async (slice, asOfMs) => {
          const context = { asOfMs, seed: settings.seed, progress, users: facts.users, stop };
          const trained = await family.train(slice, recipe.configuration, context);
          return family.scorer(trained, recipe.configuration, slice.itemIds);
        },
      },
    ],
  });
  return evaluation!.metrics.ndcg.mean;
}
