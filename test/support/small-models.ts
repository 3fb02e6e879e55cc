import { localArtifactStore } from '../../src/adapters/index.ts';
import type { Installation } from '../../src/compose.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import type { History } from '../../src/evaluation/index.ts';
import { seededRng } from '../../src/math/rng.ts';
import {
  pointAlias,
  recordRun,
  registerVersion,
  saveModel,
  type Alias,
  type ModelArtifact,
} from '../../src/registry/index.ts';
import { openHome, type ArtifactStore } from '../../src/store/index.ts';
import { parseConfiguration, requireFamily, type TrainedModel } from '../../src/training/index.ts';
import { temporaryFolder } from './installation.ts';

const DAY_MS = 86_400_000;
const USERS = 40;
/** Items that the small models know. */
export const ITEM_COUNT = 60;

/** What makes the training of each family quick. */
const QUICK: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  als: { factorCount: 8, epochs: 3 },
  dlae: { regularization: 10 },
  blend: { 'dan-dlae': { regularization: 10 }, als: { factorCount: 4, epochs: 3 } },
};

/** Forty users who liked about a quarter of sixty items each, one like a day. */
function somePositives(seed: number) {
  const rng = seededRng(seed, 'small-models');
  const rows = Array.from({ length: USERS * ITEM_COUNT }, (_, at) => at);
  rng.shuffle(rows);
  const kept = rows.filter(() => rng.uniform() < 0.25);
  return {
    userIds: Array.from({ length: USERS }, (_, user) => userId(String(user))),
    itemIds: Array.from({ length: ITEM_COUNT }, (_, item) => itemId(`m+${item}`)),
    users: Uint32Array.from(kept, (at) => Math.floor(at / ITEM_COUNT)),
    items: Uint32Array.from(kept, (at) => at % ITEM_COUNT),
    timesMs: Float64Array.from(kept, (_, day) => day * DAY_MS),
  };
}

/** A small model of a family as an artifact of a home that is gone when the test is over. */
export const smallModel = (name: string): Promise<ModelArtifact> =>
  saveSmallModel(localArtifactStore(openHome(temporaryFolder())), name);

/** How a small model differs from the usual one. */
export interface SmallModelOptions {
  readonly seed?: number;
  /** Alters what was trained. */
  readonly alter?: (trained: TrainedModel) => TrainedModel;
}

/** Trains a small model of a family and saves it. */
export async function saveSmallModel(
  artifacts: ArtifactStore,
  name: string,
  { seed = 1, alter = (trained) => trained }: SmallModelOptions = {},
): Promise<ModelArtifact> {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, QUICK[name] ?? {});
  const positives = somePositives(seed);
  const asOfMs = positives.timesMs.at(-1)!;
  const context = { asOfMs, seed, progress: SILENT };
  return saveModel(artifacts, {
    recipe: { family: name, configuration },
    seed,
    dataset: 'none',
    asOfMs,
    itemIds: positives.itemIds,
    trained: alter(await family.train(positives, configuration, context)),
    evaluation: null,
    trainSeconds: 0,
    code: {},
  });
}

/** Saves and registers a small model. @returns its version, such as `als/1` */
export async function registerSmall(
  installation: Installation,
  family: string,
  options: SmallModelOptions = {},
): Promise<string> {
  const { id: modelId } = await saveSmallModel(installation.artifacts, family, options);
  const work = { stage: 'train', parameters: {} };
  const { runId } = await recordRun(installation, work, async () => ({}));
  const origin = { family, modelId, datasetId: 'none', runId };
  return (await registerVersion(installation, origin)).version;
}

/** Points an alias at a version, as a promotion does. */
export const promote = (installation: Installation, alias: Alias, version: string) =>
  pointAlias(installation, alias, {
    version,
    reason: { actor: 'test', action: 'promote', because: 'a test' },
  });

/** A history of rows, a day each. */
export const historyOfRows = (items: readonly number[]): History => ({
  items,
  timesMs: items.map((_, day) => day * DAY_MS),
});
