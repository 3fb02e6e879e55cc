import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/domain/catalogue-records.ts';
import { itemId } from '../../../src/domain/ids.ts';
import { evaluateColdItems } from '../../../src/evaluation/index.ts';
import { topK } from '../../../src/math/top-k.ts';
import { alikePopularity, parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { itemFeatures } from '../../../src/training/item-features.ts';
import { contextAt, twoTastes } from './few-positives.ts';

const film = (id: string, genre: string, more: Partial<Item> = {}): Item => ({
  itemId: itemId(id),
  title: id,
  genres: [genre],
  runtimeMinutes: null,
  releaseYear: null,
  language: null,
  collection: null,
  ...more,
});
/** Even items are comedies, odd ones dramas; nobody has liked `new-…` yet. */
const positives = twoTastes({ users: 40, seed: 3 });
const films = [
  ...positives.itemIds.map((id, item) => film(id, item % 2 === 0 ? 'Comedy' : 'Drama')),
  film('new-comedy', 'Comedy'),
  film('new-drama', 'Drama'),
  film('new-opera', 'Opera'),
];
const items = new Map(films.map((one) => [one.itemId, one]));
const small = { als: { factorCount: 4 }, blend: { als: { factorCount: 4 } } } as const;
const HISTORY = { items: [0, 2, 4, 6, 8], timesMs: [0, 1, 2, 3, 4] };
const CONTEXT = { asOfMs: 4 };

async function trained(name: 'als' | 'blend', catalogue = items) {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, small[name]);
  const model = await family.train(positives, configuration, {
    ...contextAt(positives.items.length),
    items: catalogue,
  });
  const itemIds = [...positives.itemIds, ...(model.coldItemIds ?? [])];
  return { model, itemIds, scorer: family.scorer(model, configuration, itemIds) };
}

describe('the features of items', () => {
  it('are those that three of the known items have', () => {
    const three = ['a', 'b', 'c'].map((id) =>
      film(id, 'Comedy', {
        language: 'en',
        releaseYear: 1994,
        collection: id === 'c' ? null : 'Trilogy',
        productionCompanies: ['Gaumont'],
      }),
    );
    const { labels, columnsOf } = itemFeatures(three);
    expect(labels).toEqual(['company Gaumont', 'decade 1990', 'genre Comedy', 'language en']);
    expect(columnsOf(film('d', 'Comedy', { releaseYear: 1999 }))).toEqual([1, 2]);
    expect(columnsOf(film('d', 'Opera'))).toEqual([]);
    expect(columnsOf(undefined)).toEqual([]);
  });
});

describe.each(['als', 'blend'] as const)('%s and items that nobody has liked', (name) => {
  it('scores those with features of items that somebody has', async () => {
    const { model, itemIds, scorer } = await trained(name);
    expect(model.coldItemIds).toEqual(['new-comedy', 'new-drama']);
    const scores = new Float32Array(itemIds.length);
    scorer.score(HISTORY, CONTEXT, scores);
    const of = (id: string): number => scores[itemIds.indexOf(itemId(id))]!;
    expect(of('new-comedy')).toBeGreaterThan(of('new-drama'));
  });

  it('scores the others as if they were not there', async () => {
    const { scorer, itemIds } = await trained(name);
    const plain = await trained(name, new Map());
    expect(plain.model.coldItemIds).toBeUndefined();
    const [all, known] = [new Float32Array(itemIds.length), new Float32Array(20)];
    scorer.score(HISTORY, CONTEXT, all);
    plain.scorer.score(HISTORY, CONTEXT, known);
    expect([...all.subarray(0, 20)]).toEqual([...known]);
    // A cold item in the history counts for nothing until somebody else has liked it.
    const more = { items: [20, ...HISTORY.items], timesMs: [0, ...HISTORY.timesMs] };
    const again = new Float32Array(itemIds.length);
    scorer.score(more, CONTEXT, again);
    expect([...again]).toEqual([...all]);
  });

  it('explains their scores', async () => {
    const { scorer, itemIds } = await trained(name);
    const scores = new Float32Array(itemIds.length);
    for (const history of [HISTORY, { items: [1, 20], timesMs: [1, 2] }]) {
      scorer.score(history, CONTEXT, scores);
      for (const row of [0, 20, 21]) {
        const { base, contributions } = scorer.explain!(history, CONTEXT, row);
        const sum = contributions.reduce((total, part) => total + part, base);
        expect(sum).toBeCloseTo(scores[row]!, 5);
        expect(contributions).toHaveLength(history.items.length);
      }
    }
  });
});

describe('als and items that nobody has liked', () => {
  it('finds the best of all as sorting the scores does', async () => {
    const { scorer, itemIds } = await trained('als');
    const scores = new Float32Array(itemIds.length);
    for (const excluded of [[], [20], [0, 2, 21]]) {
      scorer.score(HISTORY, CONTEXT, scores);
      const expected = topK(scores, 7, new Set(excluded));
      const { rows, scores: best } = scorer.top!(HISTORY, CONTEXT, {
        k: 7,
        excluded: new Set(excluded),
      });
      expect([...rows]).toEqual([...expected]);
      expect([...best]).toEqual(Array.from(expected, (row) => scores[row]!));
    }
  });

  it('are ranked better than by the popularity of their like, beyond doubt', async () => {
    const family = requireFamily('als');
    const configuration = parseConfiguration(family, small.als);
    const { results, items: held } = await evaluateColdItems({
      positives: twoTastes({ users: 200, seed: 5 }),
      contenders: [
        { model: 'alike', train: (slice) => alikePopularity(slice, items) },
        {
          model: 'als',
          train: async (slice, asOfMs) => {
            const model = await family.train(slice, configuration, {
              ...contextAt(0),
              asOfMs,
              items,
            });
            return family.scorer(model, configuration, [...slice.itemIds, ...model.coldItemIds!]);
          },
        },
      ],
      heldOutRate: 0.4,
    });
    expect(held).toBe(8);
    expect(results[1]!.difference!.low).toBeGreaterThan(0);
  });

  it('are not judged of a family that does not know them', async () => {
    const family = requireFamily('dan-dlae');
    const configuration = parseConfiguration(family, {});
    const train = async (slice: typeof positives) => {
      const model = await family.train(slice, configuration, contextAt(0));
      return family.scorer(model, configuration, slice.itemIds);
    };
    await expect(
      evaluateColdItems({ positives, contenders: [{ model: 'dan-dlae', train }] }),
    ).rejects.toThrow(expect.objectContaining({ code: 'COLD_ITEMS_UNKNOWN' }) as Error);
  });
});
