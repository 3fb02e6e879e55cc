import { SILENT } from '../../src/domain/progress.ts';
import { userId } from '../../src/domain/ids.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { variantOf, type AssignmentRecord } from '../../src/rollout/index.ts';
import {
  createRecommender,
  localRanker,
  MAX_COUNT,
  type ServedModel,
} from '../../src/serving/index.ts';
import type { Recommender } from '../../src/simulator/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import type { Watched } from './watched.ts';

const CLOCK = { nowMs: () => performance.now() };
const NO_LIMIT_MS = 600_000;

/** Trains a family on what was watched. */
async function trained(name: string, watched: Watched, asOfMs: number): Promise<ServedModel> {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, {});
  const positives = watched.positives();
  const context = { asOfMs, seed: 1, progress: SILENT };
  const model = await family.train(positives, configuration, context);
  const scorer = family.scorer(model, configuration, positives.itemIds);
  return {
    version: `${name}/1`,
    modelId: name,
    datasetId: 'watched',
    asOfMs,
    family: name,
    kernelBuild: kernelSettings().build,
    itemIds: scorer.itemIds,
    personal: scorer.personal,
    ranker: localRanker(scorer),
  };
}

/** Lists as serving makes them for each arm, in this process. */
export async function armLists(
  watched: Watched,
  record: AssignmentRecord,
  asOfMs: number,
): Promise<Recommender> {
  const champion = await trained('item-knn', watched, asOfMs);
  const baseline = await trained('popularity', watched, asOfMs);
  const recommender = createRecommender({
    models: { champion: () => champion, baseline: () => baseline },
    history: watched,
    variants: {
      variantOf: (user) => {
        const { label, arm } = variantOf(record, user)!;
        return { label, serves: arm === 'personal' ? 'champion' : 'none' };
      },
    },
    catalogue: { current: () => null },
    constant: [],
    clock: CLOCK,
    monotonic: CLOCK,
    newReceiptId: () => '',
    codeVersion: 'proof',
    settings: { deadlineMs: NO_LIMIT_MS, lastResortMs: NO_LIMIT_MS },
  });
  return {
    ask: async (user) => ({
      status: 200,
      itemIds: (await recommender.recommend(userId(user), { count: MAX_COUNT })).exposures.map(
        ({ itemId }) => itemId,
      ),
      errorText: '',
      latencyMs: 20,
      receiptId: null,
    }),
  };
}
