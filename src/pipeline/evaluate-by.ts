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
import { requireVersion, type ModelContent } from '../registry/index.ts';
import { requireFamily } from '../training/index.ts';
import { loadFacts } from './load-facts.ts';
import { loadForModels } from './load-for-models.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { parseSettings } from './settings.ts';

/** By which protocol a model's recipe is judged. */
export interface EvaluateBy {
  readonly protocol: Protocol | 'held-out';
  /** Windows of one size over the last 30 % of the events; `null` for the three test windows. */
  readonly windows: number | null;
}

/** A recipe beside popularity. */
export interface EvaluatedBy {
  readonly popularity: Evaluation;
  readonly model: Evaluation;
  /** Model minus popularity; `null` where nobody could be judged. */
  readonly difference: PairedComparison | null;
}

/** Judges a registered model's recipe by one protocol on its dataset, beside popularity. */
export async function evaluateBy(
  ports: PipelinePorts,
  version: string,
  { protocol, windows }: EvaluateBy,
): Promise<EvaluatedBy> {
  const target = await requireVersion(ports.metadata, version);
  const { content } = (await ports.artifacts.load<ModelContent>('model', target.modelId)).manifest;
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', target.datasetId);
  const { baseline, evaluation, seed } = parseSettings([]);
  const facts = await loadFacts(ports.tables, dataset);
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
    positives: await loadForModels(ports.tables, dataset, [baseline, content.recipe]),
    contenders: [contender(baseline), contender(content.recipe)],
    ...facts,
    k,
    minItemPositives,
    minHistory,
    seed,
    progress: ports.progress,
  };
  const cuts = windows === null ? TEST_CUTS : rollingCuts(TEST_CUTS[0]!, windows);
  const [popularity, model] =
    protocol === 'held-out'
      ? await evaluateHeldOut(given)
      : await evaluateOverTime({ ...given, protocol, cuts });
  const isJudged = model!.cases.userIds.length > 0;
  const difference = isJudged ? comparePaired(model!, popularity!, { seed }) : null;
  return { popularity: popularity!, model: model!, difference };
}
