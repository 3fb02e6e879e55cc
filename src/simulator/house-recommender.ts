import { hashBits, hashUnit } from './draws.ts';
import type { Recommender, RecommenderAnswer } from './recommender.ts';

/** The lists a service without a recommender shows. */
export const HOUSE_POLICIES = ['popularity', 'random', 'mixed'] as const;
export type HousePolicy = (typeof HOUSE_POLICIES)[number];

/** What house policies know of the world; `Simulation` offers it. */
export interface HouseKnowledge {
  readonly itemIds: readonly string[];
  /** Rows of `itemIds`, most watched of the last days first. */
  chart(): readonly number[];
  /** Whether an item can be watched at an instant. */
  isOut(item: number, atMs: number): boolean;
}

const LIST_LENGTH = 20;

/**
 * Lists without a model, to begin a log with: the chart, chance, or half of each (places drawn
 * from the chart and from the whole catalogue in turn). Deterministic for a seed.
 */
export const houseRecommender = (
  policy: HousePolicy,
  knowledge: HouseKnowledge,
  seed: number,
): Recommender => ({
  ask: (userId, atMs) => {
    const key = hashBits(seed, Number(userId) | 0, Math.floor(atMs / 1000), 301);
    return Promise.resolve({
      status: 200,
      itemIds: listOf(policy, knowledge, { key, atMs }),
      errorText: '',
      latencyMs: latencyOf(key),
      receiptId: null,
    } satisfies RecommenderAnswer);
  },
});

function listOf(
  policy: HousePolicy,
  knowledge: HouseKnowledge,
  { key, atMs }: { readonly key: number; readonly atMs: number },
): readonly string[] {
  const chart = knowledge.chart();
  const count = knowledge.itemIds.length;
  const chosen = new Set<number>();
  for (let draw = 0; chosen.size < Math.min(LIST_LENGTH, count) && draw < 400; draw++) {
    const unit = hashUnit(key, draw, 302);
    const fromChart = policy === 'popularity' || (policy === 'mixed' && draw % 2 === 0);
    const place = policy === 'popularity' ? draw : Math.floor(unit * chart.length);
    const item = fromChart ? chart[place] : Math.floor(unit * count);
    if (item !== undefined && knowledge.isOut(item, atMs)) chosen.add(item);
  }
  return Array.from(chosen, (item) => knowledge.itemIds[item]!);
}

/** 5 … 140 ms, half of all below 24: what the caller of a real service measured. */
const latencyOf = (key: number): number =>
  5 + Math.floor(Math.min(135, 19 * (-Math.log2(hashUnit(key, 0, 303))) ** 1.1));
