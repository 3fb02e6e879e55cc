import { itemId, type ItemId } from '../../src/domain/ids.ts';
import type { Scorer } from '../../src/evaluation/index.ts';
import {
  localRanker,
  type HistorySource,
  NO_HISTORIES,
  type ServedModel,
  type ServingSources,
} from '../../src/serving/index.ts';

/** What each user liked, oldest first. */
export type Likes = Readonly<Record<string, readonly string[]>>;

/** Items of all users in the order of their names. */
const itemsOf = (likes: Likes): ItemId[] =>
  [...new Set(Object.values(likes).flat())].sort().map(itemId);

/** Scores an item by how many users liked it. */
export function popularityScorer(likes: Likes): Scorer {
  const itemIds = itemsOf(likes);
  const counts = itemIds.map((id) => Object.values(likes).filter((l) => l.includes(id)).length);
  return { itemIds, personal: false, score: (_history, _context, scores) => scores.set(counts) };
}

/** Scores an item by how often it was liked together with the items of the history. */
export function togetherScorer(likes: Likes): Scorer {
  const itemIds = itemsOf(likes);
  const lists = Object.values(likes);
  return {
    itemIds,
    personal: true,
    score: ({ items }, _context, scores) => {
      for (const [row, id] of itemIds.entries())
        scores[row] = lists.filter(
          (list) => list.includes(id) && Array.from(items).some((k) => list.includes(itemIds[k]!)),
        ).length;
    },
  };
}

export const served = (version: string, scorer: Scorer): ServedModel => ({
  version,
  modelId: `model-of-${version}`,
  datasetId: 'dataset-1',
  family: version.split('/')[0]!,
  kernelBuild: 'plain',
  itemIds: scorer.itemIds,
  personal: scorer.personal,
  ranker: localRanker(scorer),
});

/** Histories held in memory; what was liked was seen. */
export const historyOf = (likes: Likes): HistorySource => ({
  historyOf: (user) => {
    const itemIds = (likes[user] ?? []).map(itemId);
    return { itemIds, timesMs: itemIds.map((_, k) => k) };
  },
  seenBy: (user) => (likes[user] ?? []).map(itemId),
});

/** 40 items `m-00+2000` …, 30 users who each liked six neighbouring ones. */
export const LIKES: Likes = Object.fromEntries(
  Array.from({ length: 30 }, (_, user) => [
    String(user),
    Array.from({ length: 6 }, (_, k) => `m-${String((user + k) % 40).padStart(2, '0')}+2000`),
  ]),
);

/** Sources over likes: a personal champion, popularity behind it, no catalogue. */
export function sourcesOf(likes: Likes = LIKES): ServingSources {
  const champion = served('together/2', togetherScorer(likes));
  const baseline = served('popularity/1', popularityScorer(likes));
  return {
    models: { champion: () => champion, baseline: () => baseline },
    history: historyOf(likes),
    historyStatus: () => NO_HISTORIES,
    historyReady: async () => undefined,
    onHistoryDelay: () => undefined,
    forget: () => undefined,
    catalogue: { current: () => null },
    constant: [itemId('constant+1999')],
    codeVersion: 'code-1',
    beforeServing: async (prepare) => {
      await prepare(champion);
      await prepare(baseline);
    },
    troubles: () => [],
    close: async () => undefined,
  };
}
