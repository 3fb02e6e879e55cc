import {
  loadPositives,
  type Dataset,
  type DatasetContent,
  type Positives,
} from '../datasets/index.ts';
import { SILENT } from '../domain/progress.ts';
import {
  behave,
  type Behaviour,
  type Facts,
  type History,
  type Scorer,
} from '../evaluation/index.ts';
import { buildCsr } from '../math/csr.ts';
import { seededRng } from '../math/rng.ts';
import { topK } from '../math/top-k.ts';
import { loadModel, requireVersion, type ModelContent } from '../registry/index.ts';
import type { ArtifactStore, Metadata, Tables } from '../store/index.ts';
import { requireFamily } from '../training/index.ts';
import { loadFacts } from './load-facts.ts';
import { parseSettings } from './settings.ts';
import { stageResult } from './stage-cache.ts';

/** Histories that a model is checked on, at most, and how long each is at least. */
const MOST_HISTORIES = 200;
const LEAST_LIKES = 5;
const K = 10;

/** What a check of behaviour needs of an installation. */
export interface BehavePorts {
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  readonly tables: Tables;
}

/** Checks a registered model with the users of its own dataset. */
export async function behaveModel(
  ports: BehavePorts,
  version: string,
): Promise<readonly Behaviour[]> {
  const { modelId, datasetId } = await requireVersion(ports.metadata, version);
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', datasetId);
  return behaveArtifact(ports, modelId, dataset);
}

/** The key under which the pipeline remembers how a model's lists behave. */
export const behaviourKey = (datasetId: string, modelId: string) => ({
  stage: 'behave',
  inputs: datasetId,
  parameters: { modelId },
});

/** How a model's lists behaved when the pipeline looked with this code; `null` where it did not. */
export const knownBehaviour = (
  metadata: Metadata,
  { datasetId, modelId }: { readonly datasetId: string; readonly modelId: string },
): Promise<Behaviour[] | null> => stageResult(metadata, behaviourKey(datasetId, modelId));

/**
 * Checks a saved model, loaded as serving loads it: on up to 200 users of a dataset, drawn by the
 * seed of the model.
 */
export async function behaveArtifact(
  { artifacts, tables }: Pick<BehavePorts, 'artifacts' | 'tables'>,
  modelId: string,
  dataset: Dataset,
): Promise<readonly Behaviour[]> {
  const { artifact, scorer } = await loadModel(artifacts, modelId);
  const { seed, recipe }: ModelContent = artifact.manifest.content;
  const positives = await loadPositives(tables, dataset);
  const { asOfMs } = dataset.manifest.content;
  const popular = await popularRows(scorer, positives, { asOfMs, recipe });
  const facts = await loadFacts(tables, dataset);
  return behaveScorer(scorer, { positives, popular, facts, seed });
}

/** Checks a scorer on histories drawn from positives. @param given popular: rows, best first */
export function behaveScorer(
  scorer: Scorer,
  given: {
    readonly positives: Positives;
    readonly popular: readonly number[];
    readonly facts: Facts;
    readonly seed: number;
  },
): readonly Behaviour[] {
  const genres = scorer.itemIds.map((itemId) => given.facts.items?.get(itemId)?.genres ?? []);
  return behave({
    scorer,
    histories: drawHistories(scorer, given.positives, given.seed),
    popular: given.popular,
    genresOf: (row) => genres[row]!,
    k: K,
  });
}

/** Histories of users with likes enough that the scorer knows. */
function drawHistories(scorer: Scorer, positives: Positives, seed: number): History[] {
  const rowOf = new Map(scorer.itemIds.map((itemId, row) => [itemId, row]));
  const { users, items, userIds, itemIds, timesMs } = positives;
  const size = { rowCount: userIds.length, columnCount: Math.max(1, itemIds.length) };
  const { offsets, columns, source } = buildCsr(users, items, size);
  const histories: History[] = [];
  for (let user = 0; user < userIds.length; user++) {
    const known: { row: number; timeMs: number }[] = [];
    for (let k = offsets[user]!; k < offsets[user + 1]!; k++) {
      const row = rowOf.get(itemIds[columns[k]!]!);
      if (row !== undefined) known.push({ row, timeMs: timesMs[source[k]!]! });
    }
    if (known.length >= LEAST_LIKES)
      histories.push({
        items: known.map(({ row }) => row),
        timesMs: known.map(({ timeMs }) => timeMs),
      });
  }
  seededRng(seed, 'behave').shuffle(histories);
  return histories.slice(0, MOST_HISTORIES);
}

/** The model's rows by popularity, as the family of the baseline counts it. */
async function popularRows(
  scorer: Scorer,
  positives: Positives,
  { asOfMs, recipe }: { readonly asOfMs: number; readonly recipe: ModelContent['recipe'] },
): Promise<readonly number[]> {
  const family = requireFamily('popularity');
  const own = recipe.family === 'popularity' ? recipe : parseSettings([]).baseline;
  const member = (recipe.configuration['popularity'] ??
    own.configuration) as typeof own.configuration;
  const model = await family.train(positives, member, {
    asOfMs,
    seed: 0,
    progress: SILENT,
  });
  const all = new Float32Array(positives.itemIds.length);
  family.scorer(model, member, positives.itemIds).score(NOTHING, { asOfMs }, all);
  const scoreOf = new Map(positives.itemIds.map((itemId, row) => [itemId, all[row]!]));
  const scores = Float32Array.from(scorer.itemIds, (itemId) => scoreOf.get(itemId) ?? 0);
  return [...topK(scores, scores.length)];
}

const NOTHING: History = { items: [], timesMs: [] };
