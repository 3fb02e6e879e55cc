import { loadPositives, type DatasetContent } from '../datasets/index.ts';
import {
  evaluateColdItems,
  type ColdItemEvaluation,
  type Contender,
  type Scorer,
} from '../evaluation/index.ts';
import { seededRng } from '../math/rng.ts';
import { requireVersion, type ModelContent } from '../registry/index.ts';
import { alikePopularity, requireFamily } from '../training/index.ts';
import { loadTrainingFacts } from './load-facts.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { parseSettings } from './settings.ts';

/**
 * How well a registered model's recipe ranks items that it never saw a like of, by what the
 * catalogue says of them: beside the popularity of their like, and chance.
 *
 * @throws InputError `COLD_ITEMS_UNKNOWN`, DataError `SPLIT_IMPOSSIBLE`
 */
export async function evaluateCold(
  ports: PipelinePorts,
  version: string,
): Promise<ColdItemEvaluation> {
  const target = await requireVersion(ports.metadata, version);
  const { content } = (await ports.artifacts.load<ModelContent>('model', target.modelId)).manifest;
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', target.datasetId);
  const facts = await loadTrainingFacts(ports, dataset);
  const { seed } = parseSettings([]);
  const items = facts.items ?? new Map();
  const family = requireFamily(content.recipe.family);
  const { configuration } = content.recipe;
  const model: Contender = {
    model: family.name,
    train: async (slice, asOfMs) => {
      const context = { asOfMs, seed, progress: ports.progress, ...facts, stop: ports.stop };
      const trained = await family.train(slice, configuration, context);
      const itemIds = [...slice.itemIds, ...(trained.coldItemIds ?? [])];
      return family.scorer(trained, configuration, itemIds);
    },
  };
  const alike = { model: 'popularity of its like', train: alikePopularity };
  return evaluateColdItems({
    positives: await loadPositives(ports.tables, dataset),
    contenders: [
      { ...alike, train: (slice) => alike.train(slice, items) },
      { model: 'chance', train: () => chance([...items.keys()], seed) },
      model,
    ],
    seed,
  });
}

/** Scores that mean nothing, anew for every list. */
function chance(itemIds: Scorer['itemIds'], seed: number): Scorer {
  const rng = seededRng(seed, 'chance');
  const score: Scorer['score'] = (_history, _context, scores) => {
    for (let row = 0; row < scores.length; row++) scores[row] = rng.uniform();
  };
  return { itemIds, personal: false, score };
}
