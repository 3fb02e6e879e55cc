import { localArtifactStore } from '../../src/adapters/index.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import type { History } from '../../src/evaluation/index.ts';
import { seededRng } from '../../src/math/rng.ts';
import { saveModel, type ModelArtifact } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
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
export async function smallModel(name: string, seed = 1): Promise<ModelArtifact> {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, QUICK[name] ?? {});
  const positives = somePositives(seed);
  const asOfMs = positives.timesMs.at(-1)!;
  const context = { asOfMs, seed, progress: SILENT };
  return saveModel(localArtifactStore(openHome(temporaryFolder())), {
    recipe: { family: name, configuration },
    seed,
    dataset: 'none',
    asOfMs,
    itemIds: positives.itemIds,
    trained: await family.train(positives, configuration, context),
    evaluation: null,
    trainSeconds: 0,
    code: {},
  });
}

/** A history of rows, a day each. */
export const historyOfRows = (items: readonly number[]): History => ({
  items,
  timesMs: items.map((_, day) => day * DAY_MS),
});
