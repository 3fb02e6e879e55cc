import { describe, expect, it } from 'vitest';
import type { Item, User } from '../../../src/domain/catalogue-records.ts';
import { itemId, userId } from '../../../src/domain/ids.ts';
import { evaluateOverTime, type Contender, type Scorer } from '../../../src/evaluation/index.ts';
import { positivesFrom } from '../training/few-positives.ts';

const item = (row: number, given: Partial<Item>): Item => ({
  itemId: itemId(`i${row}`),
  title: '',
  genres: [],
  runtimeMinutes: null,
  releaseYear: null,
  language: null,
  collection: null,
  ...given,
});
const items = new Map(
  [
    item(0, { genres: ['a'] }),
    item(1, { genres: ['a'], language: 'en', releaseYear: 1999 }),
    item(2, { genres: ['b'], language: 'en', releaseYear: 1994 }),
    item(3, { genres: ['b'], language: 'de', releaseYear: 2001 }),
  ].map((one) => [one.itemId, one]),
);
const users = new Map<User['userId'], User>([
  [userId('u0'), { userId: userId('u0'), age: 20, gender: 'F', occupation: null }],
]);

/** Scores fall with the number of the item. */
const byOrder: Contender = {
  model: 'order',
  train: ({ itemIds }): Scorer => ({
    itemIds,
    personal: false,
    score: (_history, _context, scores) =>
      itemIds.forEach((id, row) => (scores[row] = -Number(id.slice(1)))),
  }),
};

/**
 * Before the cut users 2 to 4 like items 0 to 3, u0 and u1 item 0, user 4 item 3 not. K = 1. In
 * the window u0 likes 1 then 2 and 3, u1 likes 1 then 3.
 */
const POSITIVES = positivesFrom([
  ...[2, 3, 4].flatMap((user) => [0, 1, 2, 3].map((row) => [user, row, 1] as const)),
  [0, 0, 2],
  [1, 0, 2],
  [0, 1, 3],
  [1, 1, 4],
  [0, 2, 5],
  [0, 3, 5],
  [1, 3, 6],
]);

describe('slices', () => {
  const evaluation = evaluateOverTime({
    positives: POSITIVES,
    contenders: [byOrder],
    cuts: [14 / 19 + 0.001, 1],
    minHistory: 1,
    k: 1,
    resamples: 50,
    users,
    items,
  });
  // u0: three events inside, 1 is folded in, 2 and 3 are to come; the list is [2]: a hit.
  // u1: two inside, 1 is folded in, 3 is to come; the list is [2]: a miss.
  const recallOf = async (facet: string): Promise<[string, number, number | null][]> =>
    (await evaluation)[0]!.slices
      .filter((slice) => slice.facet === facet)
      .map(({ name, cases, metrics }) => [name, cases, metrics.recall.mean]);

  it('are by what is known of the user, strangers as unknown', async () => {
    expect(await recallOf('gender')).toEqual([
      ['F', 1, 0.5],
      ['unknown', 1, 0],
    ]);
    expect(await recallOf('ageBand')).toEqual([
      ['18-24', 1, 0.5],
      ['unknown', 1, 0],
    ]);
    expect(await recallOf('tenure')).toEqual([
      ['new', 0, null],
      ['returning', 2, 0.25],
    ]);
  });

  it('are by the items to come, each with its own targets only', async () => {
    expect(await recallOf('language')).toEqual([
      ['de', 2, 0],
      ['en', 1, 1],
    ]);
    expect(await recallOf('decade')).toEqual([
      ['1990s', 1, 1],
      ['2000s', 2, 0],
    ]);
    // 14 positives: item 0 has 5, more than a third; 1 the next third, and 2 begins below 28/3.
    expect(await recallOf('popularity')).toEqual([
      ['middle', 1, 1],
      ['tail', 2, 0],
    ]);
  });

  it('come with what lists are like besides right', async () => {
    const { beyond } = (await evaluation)[0]!;
    // Item 2 twice of four candidates: (4 − 1)/4. Its 3 positives of 14: log₂(14/3) bits.
    expect(beyond.gini).toBe(0.75);
    expect(beyond.novelty).toBeCloseTo(Math.log2(14 / 3), 12);
    expect(beyond.averagePopularity).toBe(3);
    // Lists of one item have no pairs. Histories are all of genre a, lists of b.
    expect(beyond.diversity).toBe(null);
    expect(beyond.miscalibration).toBeCloseTo(Math.log(100), 12);
    expect(beyond.tailRecall).toBe(0);
  });
});
