import { itemId, userId, type UserId } from '../../src/domain/ids.ts';
import type { Exposure } from '../../src/domain/receipt.ts';
import { SILENT } from '../../src/domain/progress.ts';
import type { Scorer } from '../../src/evaluation/index.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { assign, type AssignmentRecord } from '../../src/rollout/index.ts';
import {
  createRecommender,
  localRanker,
  MAX_COUNT,
  type ServedModel,
  type ServedVariant,
} from '../../src/serving/index.ts';
import type { Recommender, Simulation } from '../../src/simulator/index.ts';
import type { ExposureLog } from '../../src/telemetry/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import type { Watched } from '../coverage-runs/watched.ts';
import type { RolloutSetting } from './setting.ts';

/** The versions that an experiment is between. */
export const CHAMPION = 'item-knn/1';
export const TREATMENT = 'item-knn/2';
export const BASELINE = 'popularity/1';

const MONOTONIC = { nowMs: () => performance.now() };
const NO_LIMIT_MS = 600_000;
const SLOWER_MS = 80;
const HELPED_PLACES = 1;

/** A service whose lists depend on the arm, as serving makes them, each with its receipt. */
export interface ArmService extends Recommender {
  /** What runs from now on; `null` for nothing. */
  use(record: AssignmentRecord | null): void;
  /** Users who asked since the experiment began, and those of them who got its treatment. */
  readonly met: { readonly asked: ReadonlySet<string>; readonly treatment: ReadonlySet<string> };
}

/** @param exposures where receipts go @param newReceiptId their ids */
export async function armService(
  watched: Watched,
  of: {
    readonly setting: RolloutSetting;
    readonly asOfMs: number;
    readonly exposures: ExposureLog;
    readonly newReceiptId: () => string;
    readonly simulation: Simulation;
  },
): Promise<ArmService> {
  const { setting } = of;
  const models = await trainedModels(watched, of);
  let record: AssignmentRecord | null = null;
  const lists = createRecommender({
    models: {
      champion: () => models.champion,
      baseline: () => models.baseline,
      treatment: (version) => (version === TREATMENT ? models.treatment : null),
    },
    history: watched,
    variants: { variantOf: (user) => (record === null ? null : variantIn(record, user, setting)) },
    catalogue: { current: () => null },
    constant: [],
    clock: { nowMs: () => Date.now() },
    monotonic: MONOTONIC,
    newReceiptId: of.newReceiptId,
    codeVersion: 'proof',
    settings: { deadlineMs: NO_LIMIT_MS, lastResortMs: NO_LIMIT_MS },
  });
  const met = { asked: new Set<string>(), treatment: new Set<string>() };
  return {
    met,
    use: (next) => (record = next),
    ask: async (user, atMs) => {
      const { exposures, receipt } = await lists.recommend(userId(user), { count: MAX_COUNT });
      const label = receipt.trace?.variant ?? null;
      const arm = label?.endsWith(':treatment') === true ? 'treatment' : 'control';
      if (label !== null) met.asked.add(user);
      if (arm === 'treatment') met.treatment.add(user);
      const shown = helped(of.simulation, user, { exposures, places: helpOf(setting, arm) });
      await of.exposures.append({ ...receipt, exposures: shown });
      const isSlow = arm === 'treatment' && setting.treatment === 'slow';
      return {
        status: 200,
        itemIds: shown.map((exposure) => exposure.itemId),
        errorText: '',
        latencyMs: usualMs(user, atMs) + (isSlow ? SLOWER_MS : 0),
        receiptId: receipt.receiptId,
      };
    },
  };
}

/** What serving makes of a record for a user. */
function variantIn(
  record: AssignmentRecord,
  user: UserId,
  setting: RolloutSetting,
): ServedVariant | null {
  const arm = armOf(record, user, setting);
  if (arm === null) return null;
  const serves = record.arms.find(({ name }) => name === arm)?.serves ?? 'champion';
  return { label: `${record.experiment}@${record.version}:${arm}`, serves };
}

/** The arm by the record, or as a service gives it whose hash is broken: by another salt, and to more. */
function armOf(
  record: AssignmentRecord,
  user: UserId,
  { brokenHash = false }: RolloutSetting,
): string | null {
  if (!brokenHash) return assign(record, user)?.arm ?? null;
  const [treatment, control] = record.arms;
  const share = Math.min(1, 1.5 * treatment!.share);
  const arms = [
    { ...treatment!, share },
    { ...control!, share: 1 - share },
  ];
  return assign({ ...record, salt: `not ${record.salt}`, arms }, user)?.arm ?? null;
}

/** 10 … 40 ms, the same for both arms. */
const usualMs = (user: string, atMs: number): number =>
  10 + ((7919 * Number(user) + Math.floor(atMs / 1000)) % 31);

/** How many places of an arm's lists are as the viewer would like them best. */
const helpOf = ({ treatment }: RolloutSetting, arm: 'control' | 'treatment'): number =>
  (treatment === 'better' && arm === 'treatment') || (treatment === 'worse' && arm === 'control')
    ? HELPED_PLACES
    : 0;

/**
 * A list on top of which stand the titles that the simulator knows to be the best for the viewer at this
 * moment: what a model would give that had learned from years and not from days.
 */
function helped(
  { mindOf, world }: Simulation,
  user: string,
  { exposures, places }: { readonly exposures: readonly Exposure[]; readonly places: number },
): readonly Exposure[] {
  if (places === 0) return exposures;
  const best = mindOf(Number(user)).idealList().slice(0, places);
  const ids = [...best.map((row) => world.items.ids[row]!), ...exposures.map((of) => of.itemId)];
  return [...new Set(ids)].slice(0, exposures.length).map((id, k) => ({
    itemId: itemId(id),
    position: k + 1,
    score: null,
    propensity: 1,
  }));
}

interface Models {
  readonly champion: ServedModel;
  readonly treatment: ServedModel;
  readonly baseline: ServedModel;
}

/** Neighbours that were learned from what was watched; popularity where the treatment is better. */
async function trainedModels(
  watched: Watched,
  { setting, asOfMs }: { readonly setting: RolloutSetting; readonly asOfMs: number },
): Promise<Models> {
  const knn = await scorerOf('item-knn', watched, asOfMs);
  const popularity = await scorerOf('popularity', watched, asOfMs);
  const treatment = setting.treatment === 'worse' ? reversed(popularity) : knn;
  return {
    champion: served(CHAMPION, knn, asOfMs),
    treatment: served(TREATMENT, treatment, asOfMs),
    baseline: served(BASELINE, popularity, asOfMs),
  };
}

async function scorerOf(name: string, watched: Watched, asOfMs: number): Promise<Scorer> {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, {});
  const positives = watched.positives();
  const model = await family.train(positives, configuration, { asOfMs, seed: 1, progress: SILENT });
  return family.scorer(model, configuration, positives.itemIds);
}

/** A model whose scores have the wrong sign: the worst comes first. */
const reversed = (scorer: Scorer): Scorer => ({
  itemIds: scorer.itemIds,
  personal: scorer.personal,
  score: (history, context, scores) => {
    scorer.score(history, context, scores);
    for (let row = 0; row < scores.length; row++) scores[row] = -scores[row]!;
  },
});

const served = (version: string, scorer: Scorer, asOfMs: number): ServedModel => ({
  version,
  modelId: version,
  datasetId: 'watched',
  asOfMs,
  family: version.split('/')[0]!,
  kernelBuild: kernelSettings().build,
  itemIds: scorer.itemIds,
  // Everybody's lists are made the same way, also those that chart and history share.
  personal: true,
  ranker: localRanker(scorer),
});
