import { describe, expect, it } from 'vitest';
import type { User } from '../../../src/domain/catalogue-records.ts';
import { userId } from '../../../src/domain/ids.ts';
import { families, parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom } from './few-positives.ts';

const popularity = requireFamily('popularity');

async function scoresOf(
  halfLifeDays: number | null,
  rows: readonly [number, number, number][],
): Promise<number[]> {
  const positives = positivesFrom(rows);
  const configuration = parseConfiguration(popularity, { halfLifeDays });
  const model = await popularity.train(positives, configuration, contextAt(20));
  const scorer = popularity.scorer(model, configuration, positives.itemIds);
  const scores = new Float32Array(positives.itemIds.length).fill(9);
  scorer.score({ items: [], timesMs: [] }, { asOfMs: 0 }, scores);
  return [...scores];
}

describe('popularity', () => {
  const rows: [number, number, number][] = [
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [0, 2, 10],
    [1, 2, 20],
  ];

  it('counts the positives of every item without a half-life, 0 where there are none', async () => {
    expect(await scoresOf(null, rows)).toEqual([3, 0, 2]);
  });

  it('halves a positive for every half-life of its age', async () => {
    // asOf is day 20, half-life 10 days: item 0 has three at age 20, ¼ each; item 2 one at age 10,
    // ½, and one of today, 1.
    expect(await scoresOf(10, rows)).toEqual([0.75, 0, 1.5]);
  });

  it('counts plainly where times are unknown', async () => {
    const undated = rows.map(([user, item]) => [user, item, NaN] as [number, number, number]);
    expect(await scoresOf(10, undated)).toEqual([3, 0, 2]);
  });

  describe('by segment', () => {
    const person = (user: number, age: number | null, gender: 'M' | 'F' | null): User => ({
      userId: userId(`u${user}`),
      age,
      gender,
      occupation: null,
    });
    const users = new Map(
      [person(0, 20, 'F'), person(1, 22, 'F'), person(2, 40, 'M')].map((u) => [u.userId, u]),
    );
    // Item 0: users 0, 1 and 2; item 2: users 0 and 1. All: 3, 0, 2.
    const scoresFor = async (user: User | null, shrinkage: number | null): Promise<number[]> => {
      const positives = positivesFrom([...rows, [3, 1, 0]]);
      const given = { halfLifeDays: null, segmentShrinkage: shrinkage };
      const configuration = parseConfiguration(popularity, given);
      const model = await popularity.train(positives, configuration, { ...contextAt(20), users });
      const scores = new Float32Array(3);
      popularity
        .scorer(model, configuration, positives.itemIds)
        .score({ items: [], timesMs: [] }, { asOfMs: 0, user }, scores);
      return [...scores];
    };

    it('counts in the age band and gender, with a share of all added', async () => {
      // Women of 18-24 are users 0 and 1: 2, 0, 2. All: 3, 1, 2 of 6; m = 6 adds 3, 1, 2.
      expect(await scoresFor(person(9, 24, 'F'), 0)).toEqual([2, 0, 2]);
      expect(await scoresFor(person(9, 24, 'F'), 6)).toEqual([5, 1, 4]);
    });

    it('takes the wider segment where the age or the gender is unknown', async () => {
      expect(await scoresFor(person(9, null, 'M'), 0)).toEqual([1, 0, 0]);
      expect(await scoresFor(person(9, 41, null), 0)).toEqual([1, 0, 0]);
    });

    it('falls back to everybody for an empty segment, for strangers, and when not asked for', async () => {
      expect(await scoresFor(person(9, 70, 'F'), 6)).toEqual([3, 1, 2]);
      expect(await scoresFor(null, 0)).toEqual([3, 1, 2]);
      expect(await scoresFor(person(9, 24, 'F'), null)).toEqual([3, 1, 2]);
    });
  });

  it('says that it is not personal', async () => {
    const { itemIds } = positivesFrom(rows);
    const data = new Float32Array(3);
    const scorer = popularity.scorer(
      { tensors: { popularity: { shape: [3], data } } },
      {},
      itemIds,
    );
    expect(scorer.personal).toBe(false);
  });
});

describe('the tensors a scorer is made from', () => {
  const { itemIds } = positivesFrom([[0, 2, 0]]);
  const scorerOf = (tensors: Parameters<typeof popularity.scorer>[0]['tensors']): unknown =>
    popularity.scorer({ tensors }, parseConfiguration(popularity, {}), itemIds);

  it.each([
    ['that are missing', {}, 'found no such tensor'],
    ['of another shape', { popularity: { shape: [2], data: new Float32Array(2) } }, '[2]'],
    [
      'of too many dimensions',
      { popularity: { shape: [3, 1], data: new Float32Array(3) } },
      '3, 1',
    ],
    ['of another type', { popularity: { shape: [3], data: new Int8Array(3) } }, 'Int8Array'],
    [
      'that are not finite',
      { popularity: { shape: [3], data: Float32Array.from([1, NaN, 1]) } },
      'not finite',
    ],
  ])('are refused when they are tensors %s', (_name, tensors, message) => {
    expect(() => scorerOf(tensors)).toThrow(
      expect.objectContaining({
        code: 'ARTIFACT_CORRUPT',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});

describe('families', () => {
  it('go by their own names, and an unknown name is answered with the nearest', async () => {
    for (const [name, family] of Object.entries(families)) expect(family.name).toBe(name);
    expect(() => requireFamily('poplarity')).toThrow("Did you mean 'popularity'?");
    expect(() => requireFamily('toString')).toThrow(
      'expected one of popularity, transitions, item-knn, als, ease, dlae, dan-dlae, blend',
    );
  });
});
