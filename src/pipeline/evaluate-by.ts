import type { DatasetContent } from '../datasets/index.ts';
import {
  comparePaired,
  evaluateHeldOut,
  evaluateOverTime,
  rollingCuts,
  TEST_CUTS,
  type Contender,
  type Evaluation,
  type PairedComparison,
  type Protocol,
} from '../evaluation/index.ts';
import { requireVersion, type ModelContent, type Recipe } from '../registry/index.ts';
import { parseConfiguration, requireFamily } from '../training/index.ts';
import { loadFacts } from './load-facts.ts';
import { loadForModels } from './load-for-models.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { parseSettings } from './settings.ts';

/** A recipe to compare with. */
export interface Against {
  /** As it was asked for: `ease`, `ease/2`. */
  readonly name: string;
  readonly recipe: Recipe;
}

/** By which protocol a model's recipe is judged. */
export interface EvaluateBy {
  readonly protocol: Protocol | 'held-out';
  /** Windows of one size over the last 30 % of the events; `null` for the three test windows. */
  readonly windows: number | null;
  /** A registered model, or a family with its defaults, to compare with besides popularity. */
  readonly against?: string;
}

/** A recipe beside popularity. */
export interface EvaluatedBy {
  readonly popularity: Evaluation;
  readonly model: Evaluation;
  /** Model minus popularity; `null` where nobody could be judged. */
  readonly difference: PairedComparison | null;
  /** The other recipe that was asked for, and model minus it. */
  readonly against?: {
    readonly name: string;
    readonly evaluation: Evaluation;
    readonly difference: PairedComparison | null;
  };
}

/** Judges a registered model's recipe by one protocol on its dataset, beside popularity. */
export async function evaluateBy(
  ports: PipelinePorts,
  version: string,
  { protocol, windows, against: name }: EvaluateBy,
): Promise<EvaluatedBy> {
  const target = await requireVersion(ports.metadata, version);
  const { content } = (await ports.artifacts.load<ModelContent>('model', target.modelId)).manifest;
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', target.datasetId);
  const { baseline, evaluation, seed } = parseSettings([]);
  const facts = await loadFacts(ports.tables, dataset);
  const against = name === undefined ? null : await requireAgainst(ports, name);
  const compared = against === null ? [] : [against.recipe];
  const contender = ({ family: name, configuration }: ModelContent['recipe']): Contender => ({
    model: name,
    train: async (slice, asOfMs) => {
      const family = requireFamily(name);
      const context = { asOfMs, seed, progress: ports.progress, users: facts.users };
      const trained = await family.train(slice, configuration, { ...context, stop: ports.stop });
      return family.scorer(trained, configuration, slice.itemIds);
    },
  });
  const { k, minItemPositives, minHistory } = evaluation;
  const given = {
    positives: await loadForModels(ports.tables, dataset, [baseline, content.recipe, ...compared]),
    contenders: [baseline, content.recipe, ...compared].map(contender),
    ...facts,
    k,
    minItemPositives,
    minHistory,
    seed,
    progress: ports.progress,
  };
  const cuts = windows === null ? TEST_CUTS : rollingCuts(TEST_CUTS[0]!, windows);
  const [popularity, model, other] =
    protocol === 'held-out'
      ? await evaluateHeldOut(given)
      : await evaluateOverTime({ ...given, protocol, cuts });
  const isJudged = model!.cases.userIds.length > 0;
  const lessThan = (evaluation: Evaluation): PairedComparison | null =>
    isJudged ? comparePaired(model!, evaluation, { seed }) : null;
  return {
    popularity: popularity!,
    model: model!,
    difference: lessThan(popularity!),
    ...(against === null
      ? {}
      : {
          against: { name: against.name, evaluation: other!, difference: lessThan(other!) },
        }),
  };
}

/**
 * The recipe to compare with: of a registered model (`ease/2`), or a family's defaults (`ease`).
 *
 * @throws InputError `FAMILY_UNKNOWN`, and as `requireVersion`
 */
export async function requireAgainst(
  { metadata, artifacts }: Pick<PipelinePorts, 'metadata' | 'artifacts'>,
  name: string,
): Promise<Against> {
  if (!name.includes('/')) {
    const family = requireFamily(name);
    const configuration = parseConfiguration(family, {});
    return { name, recipe: { family: family.name, configuration } };
  }
  const { modelId } = await requireVersion(metadata, name);
  const { manifest } = await artifacts.load<ModelContent>('model', modelId);
  return { name, recipe: manifest.content.recipe };
}
