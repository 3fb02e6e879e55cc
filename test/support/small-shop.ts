import type { Item } from '../../src/domain/catalogue-records.ts';
import { itemId } from '../../src/domain/ids.ts';
import type { Scorer } from '../../src/evaluation/index.ts';
import { itemFacts } from '../../src/serving/item-facts.ts';
import type { LiveCatalogue, ServingSources } from '../../src/serving/index.ts';
import {
  historyOf,
  LIKES,
  popularityScorer,
  served,
  sourcesOf,
  type Likes,
} from './count-models.ts';

/** Scores an item by the sum over the history of how many users liked both; says so exactly. */
export function pairScorer(likes: Likes): Scorer {
  const { itemIds } = popularityScorer(likes);
  const lists = Object.values(likes);
  const both = (a: number, b: number): number =>
    lists.filter((list) => list.includes(itemIds[a]!) && list.includes(itemIds[b]!)).length;
  const parts = (items: ArrayLike<number>, row: number): Float64Array =>
    Float64Array.from(items, (item) => both(item, row));
  return {
    itemIds,
    personal: true,
    score: ({ items }, _context, scores) => {
      for (const row of itemIds.keys())
        scores[row] = parts(items, row).reduce((sum, part) => sum + part, 0);
    },
    explain: ({ items }, _context, row) => ({ base: 0, contributions: parts(items, row) }),
  };
}

const GENRES = ['Drama', 'Science Fiction', 'War', 'Comedy'];

/** The k-th item: every 4th of one genre, every 2nd in English, one a year from 1980 on. */
const itemAt = (id: string, k: number): Item => ({
  itemId: itemId(id),
  title: `Title of ${id}`,
  genres: [GENRES[k % GENRES.length]!],
  runtimeMinutes: 100,
  releaseYear: 1980 + k,
  language: k % 2 === 0 ? 'en' : 'fr',
  collection: k % 8 === 0 ? 'The Eights' : null,
});

/** The items of likes in the order of their names, as a catalogue describes them. */
export const catalogueOf = (likes: Likes = LIKES): LiveCatalogue =>
  itemFacts('snapshot-1', popularityScorer(likes).itemIds.map(itemAt));

/**
 * Sources over likes as an installation has them: a personal champion that can explain itself,
 * popularity behind it, a catalogue, and how far users got: the k-th like of a user to (k + 1)/6,
 * at k hours after the epoch.
 */
export function shopOf(likes: Likes = LIKES): ServingSources {
  const champion = served('pairs/3', pairScorer(likes));
  const sources = sourcesOf(likes);
  const catalogue = catalogueOf(likes);
  return {
    ...sources,
    models: { champion: () => champion, baseline: () => sources.models.baseline() },
    history: {
      ...historyOf(likes),
      contactsOf: (user) => {
        const itemIds = (likes[user] ?? []).map(itemId);
        return {
          itemIds,
          latestMs: itemIds.map((_, k) => k * 3_600_000),
          completions: itemIds.map((_, k) => (k + 1) / 6),
        };
      },
    },
    catalogue: { current: () => catalogue },
    constant: [],
  };
}
