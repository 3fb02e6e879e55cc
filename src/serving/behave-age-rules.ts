import { currentSnapshot, loadItems } from '../catalogue/index.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import { userId } from '../domain/ids.ts';
import type { Behaviour } from '../evaluation/index.ts';
import { kernelSettings } from '../math/kernels/kernel-build.ts';
import { seededRng, type Rng } from '../math/rng.ts';
import { loadModel, requireVersion } from '../registry/index.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { itemFacts } from './item-facts.ts';
import { localRanker } from './local-ranker.ts';
import { createRecommender, type Recommender } from './recommender.ts';
import type { RuleSet } from './rules/rule-set.ts';
import { statedOf } from './rules/rule-set.ts';
import type { ServedModel } from './served-model.ts';
import type { ServingPorts } from './serving-ports.ts';

const NAME = 'age rules hold';
const VIEWERS = 200;
const LIKES = 5;
const OLDEST = 90;

/**
 * Whether lists made from a registered model obey the age limits of rules: lists for viewers of
 * every kind of age, each with a few likes drawn from the whole catalogue, limited titles among
 * them, are looked through for a title whose limit is above the viewer's age.
 *
 * @throws as `requireVersion` and `loadModel`
 */
export async function behaveAgeRules(
  { home, artifacts, tables, metadata }: ServingPorts,
  version: string,
  rules: RuleSet,
): Promise<Behaviour> {
  const { ageLimits, adultAge, unknownAge } = rules;
  if (ageLimits.items.size + ageLimits.genres.size === 0) return skipped('no age limit is stated');
  const snapshot = await currentSnapshot(home, artifacts);
  if (snapshot === null) return skipped('there is no catalogue, so no title has a genre');
  const catalogue = itemFacts(snapshot.id, await loadItems(tables, snapshot));
  const { modelId, datasetId, family } = await requireVersion(metadata, version);
  const { scorer, artifact } = await loadModel(artifacts, modelId);
  const { itemIds, personal } = scorer;
  const model: ServedModel = {
    version,
    modelId,
    datasetId,
    asOfMs: artifact.manifest.content.asOfMs,
    family,
    kernelBuild: kernelSettings().build,
    itemIds,
    personal,
    ranker: localRanker(scorer),
  };
  const rng = seededRng(artifact.manifest.content.seed, 'behave-age');
  const ages = viewersOf(rng, ageLimits);
  const recommender = recommenderOf({ model, catalogue, rules, ages, rng });
  const found = await wrongTitles(recommender, ages, (itemId, age) => {
    const years = age ?? (unknownAge === 'minor' ? 0 : adultAge);
    return statedOf(ageLimits, itemId, catalogue.itemOf?.(itemId) ?? null).some(
      (least) => years < least,
    );
  });
  return {
    name: NAME,
    outcome: found.wrong === 0 ? 'held' : 'broken',
    found: `${found.wrong} of ${found.shown} titles shown to ${ages.size} viewers of age ${Math.min(...knownOf(ages))} to ${Math.max(...knownOf(ages))} or unknown were above their age`,
  };
}

const skipped = (found: string): Behaviour => ({ name: NAME, outcome: 'skipped', found });

const knownOf = (ages: ReadonlyMap<UserId, number | null>): number[] =>
  [...ages.values()].filter((age) => age !== null);

/** A viewer just too young and one just old enough for every limit, then ages at random; some unknown. */
function viewersOf(rng: Rng, { items, genres }: RuleSet['ageLimits']): Map<UserId, number | null> {
  const limits = new Set([...items.values(), ...genres.values()]);
  const ages: (number | null)[] = [...limits].flatMap((limit) => [limit - 1, limit]);
  while (ages.length < VIEWERS) ages.push(rng.integer(10) === 0 ? null : rng.integer(OLDEST + 1));
  return new Map(ages.map((age, i) => [userId(`viewer-${i}`), age]));
}

interface Scene {
  readonly model: ServedModel;
  readonly catalogue: LiveCatalogue;
  readonly rules: RuleSet;
  readonly ages: ReadonlyMap<UserId, number | null>;
  readonly rng: Rng;
}

function recommenderOf({ model, catalogue, rules, ages, rng }: Scene): Recommender {
  const { itemIds, asOfMs = 0 } = model;
  const drawn = (): ItemId => itemIds[rng.integer(itemIds.length)]!;
  return createRecommender({
    models: { champion: () => model, baseline: () => null },
    history: {
      historyOf: () => ({
        itemIds: Array.from({ length: Math.min(LIKES, itemIds.length) }, drawn),
        timesMs: Array.from({ length: Math.min(LIKES, itemIds.length) }, () => asOfMs),
      }),
      seenBy: () => [],
    },
    userFacts: {
      factsOf: (id) => ({ userId: id, age: ages.get(id) ?? null, gender: null, occupation: null }),
    },
    catalogue: { current: () => catalogue },
    rules: { current: () => rules },
    constant: itemIds.slice(0, LIKES),
    clock: { nowMs: () => asOfMs },
    monotonic: { nowMs: () => 0 },
    newReceiptId: () => 'behave',
    codeVersion: '',
    settings: { deadlineMs: 60_000, lastResortMs: 60_000 },
  });
}

async function wrongTitles(
  recommender: Recommender,
  ages: ReadonlyMap<UserId, number | null>,
  isAbove: (itemId: ItemId, age: number | null) => boolean,
): Promise<{ wrong: number; shown: number }> {
  let [wrong, shown] = [0, 0];
  for (const [id, age] of ages) {
    const { exposures } = await recommender.recommend(id, { count: 20 });
    shown += exposures.length;
    wrong += exposures.filter(({ itemId }) => isAbove(itemId, age)).length;
  }
  return { wrong, shown };
}
