import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import type { Scorer } from '../../../src/evaluation/index.ts';
import { prepareModel } from '../../../src/serving/prepared-model.ts';
import { rankCandidates } from '../../../src/serving/rank-candidates.ts';
import { served } from '../../support/count-models.ts';

/** A scorer that always writes the given scores; `undefined` leaves a row unwritten. */
const fixed = (scores: Readonly<Record<string, number | undefined>>): Scorer => ({
  itemIds: Object.keys(scores).map(itemId),
  personal: true,
  score: (_history, _context, out) => {
    for (const [row, score] of Object.values(scores).entries())
      if (score !== undefined) out[row] = score;
  },
});

const request = {
  history: { items: [], timesMs: [] },
  context: { asOfMs: 0 },
  seen: [],
  catalogue: null,
  count: 20,
};
const modelOf = (scorer: Scorer) => prepareModel(served('fixed/1', scorer));

describe('rankCandidates', () => {
  it('puts the higher score first and, of equal ones, the item that stands first', async () => {
    const { candidates } = await rankCandidates(
      modelOf(fixed({ a: 1, b: 3, c: 3, d: 2 })),
      request,
    );
    expect(candidates.map(({ itemId: id }) => id)).toEqual(['b', 'c', 'd', 'a']);
    expect(candidates[0]).toEqual({ itemId: 'b', score: 3 });
  });

  it('gives no more candidates than asked for', async () => {
    const model = modelOf(fixed({ a: 1, b: 3, c: 2 }));
    const { candidates } = await rankCandidates(model, { ...request, count: 2 });
    expect(candidates).toHaveLength(2);
  });

  it('counts each item under the first rule that takes it out', async () => {
    // 'x,y' is malformed; b is not in the catalogue, and seen: counted as unavailable only;
    // c is seen, and NaN: counted as seen only; d is NaN, e infinite; a is left.
    const model = modelOf(
      fixed({ a: 1, 'x,y': 9, b: 8, c: Number.NaN, d: Number.NaN, e: Infinity }),
    );
    const catalogue = { has: (id: string) => id !== 'b', titleOf: () => null };
    const seen = ['b', 'c', 'c', 'unheard-of'].map(itemId);
    const { candidates, removed } = await rankCandidates(model, { ...request, catalogue, seen });
    expect(candidates).toEqual([{ itemId: 'a', score: 1 }]);
    expect(removed).toEqual({
      malformed: 1,
      repeated: 0,
      unavailable: 1,
      seen: 1,
      'not-a-number': 2,
    });
  });

  it('lets an id that stands twice in a model come back once', async () => {
    const scorer: Scorer = {
      itemIds: ['a', 'b', 'a'].map(itemId),
      personal: false,
      score: (_history, _context, scores) => scores.set([1, 2, 3]),
    };
    const { candidates, removed } = await rankCandidates(modelOf(scorer), request);
    expect(candidates.map(({ itemId: id }) => id)).toEqual(['b', 'a']);
    expect(removed['repeated']).toBe(1);
  });

  it('shows nothing of the request before where the scorer writes nothing', async () => {
    let isFirst = true;
    const scorer: Scorer = {
      itemIds: ['a', 'b'].map(itemId),
      personal: true,
      score: (_history, _context, scores) => {
        if (isFirst) scores.set([5, 6]);
        else scores[0] = 1;
        isFirst = false;
      },
    };
    const model = modelOf(scorer);
    await rankCandidates(model, request);
    expect((await rankCandidates(model, request)).candidates).toEqual([{ itemId: 'a', score: 1 }]);
  });

  it('follows the catalogue when it changes', async () => {
    const model = modelOf(fixed({ a: 1, b: 2 }));
    const only = (kept: string) => ({ has: (id: string) => id === kept, titleOf: () => null });
    for (const kept of ['a', 'b']) {
      const { candidates } = await rankCandidates(model, { ...request, catalogue: only(kept) });
      expect(candidates.map(({ itemId: id }) => id)).toEqual([kept]);
    }
    expect((await rankCandidates(model, request)).candidates).toHaveLength(2);
  });
});

describe('rankCandidates with filters', () => {
  const genreOf: Readonly<Record<string, string>> = { a: 'War', b: 'Drama', c: 'War', d: 'Drama' };
  const catalogue = {
    has: () => true,
    titleOf: () => null,
    itemOf: (id: string) =>
      id in genreOf
        ? {
            itemId: itemId(id),
            title: id,
            genres: [genreOf[id]!],
            runtimeMinutes: null,
            releaseYear: null,
            language: null,
            collection: null,
          }
        : null,
  };
  const scorer = fixed({ a: 1, b: 4, c: 2, d: 3, e: 5 });

  it('takes the best of what fits, and counts the rest under the request', async () => {
    const model = modelOf(scorer);
    for (const genres of [['war'], ['War', 'drama'], ['war']]) {
      const asked = { ...request, catalogue, filters: { genres }, count: 1 };
      const { candidates, removed } = await rankCandidates(model, asked);
      // e is none that the catalogue knows, so it fits nothing.
      const best = genres.length === 1 ? 'c' : 'b';
      expect(candidates.map(({ itemId: id }) => id)).toEqual([best]);
      expect(removed['request']).toBe(genres.length === 1 ? 3 : 1);
    }
  });

  it('does not ask the model where nothing fits or nothing is left', async () => {
    const model = modelOf({
      ...scorer,
      score: () => {
        throw new Error('was asked');
      },
    });
    const asked = { ...request, catalogue, filters: { genres: ['Western'] } };
    expect((await rankCandidates(model, asked)).candidates).toEqual([]);
    const war = {
      ...request,
      catalogue,
      filters: { genres: ['War'] },
      seen: ['a', 'c'].map(itemId),
    };
    const { candidates, removed } = await rankCandidates(model, war);
    expect([candidates, removed['request'], removed['seen']]).toEqual([[], 3, 2]);
  });

  it('forgets what fitted when the catalogue changes', async () => {
    const model = modelOf(scorer);
    const asked = { ...request, filters: { genres: ['War'] } };
    expect((await rankCandidates(model, { ...asked, catalogue })).candidates).toHaveLength(2);
    expect((await rankCandidates(model, { ...asked, catalogue: null })).candidates).toEqual([]);
  });
});
