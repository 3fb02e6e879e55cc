import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import { SILENT } from '../../../src/domain/progress.ts';
import { backtest, positivesOf } from '../../../src/pipeline/index.ts';
import { families, requireFamily } from '../../../src/training/index.ts';
import { positivesFrom } from '../training/few-positives.ts';

const DAY = 86_400_000;
const OPTIONS = { k: 2, seed: 0, progress: SILENT };

/** A clock that is 3 seconds further each time it is read. */
function steppingClock(): () => number {
  let now = 0;
  return () => (now += 3);
}

/** Users u0..u3; item i0 has three training rows, i1 two, i2 one. */
const TRAIN = positivesFrom([
  [0, 0, 1],
  [1, 0, 1],
  [2, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
  [3, 2, 1],
]);

describe('backtest', () => {
  it('judges popularity as worked out by hand', async () => {
    // K = 2, popularity order i0 > i1 > i2.
    // u2 (has i0) gets i1, i2. Test: i2, and i9 that training lacks. Hit at rank 2: DCG 1/log₂3 =
    //   0.63093, ideal of two 1.63093: nDCG 0.386853; recall ½; a hit.
    // u3 (has i2) gets i0, i1. Test: i0. nDCG 1, recall 1.
    // u9 has no training row: not judged. u0, u1 have no test row.
    const test = positivesFrom([
      [2, 2, 2],
      [2, 9, 2],
      [3, 0, 2],
      [9, 0, 2],
    ]);
    const result = await backtest(
      requireFamily('popularity'),
      { train: TRAIN, test },
      {
        ...OPTIONS,
        seconds: steppingClock(),
      },
    );
    expect(result).toMatchObject({ model: 'popularity', users: 2, usersWithoutTraining: 1 });
    expect(result.ndcg).toBeCloseTo((0.386853 + 1) / 2, 5);
    expect(result.recall).toBe(0.75);
    expect(result.hitRate).toBe(1);
    // All of i0, i1, i2 are in a list.
    expect(result.coverage).toBe(1);
    expect(result.trainSeconds).toBe(3);
    // Header {"popularity":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}: 64 characters;
    // 8 + 64 + 3·4.
    expect(result.bytes).toBe(84);
    expect(result.configuration).toEqual({ halfLifeDays: 365, segmentShrinkage: null });
  });

  it('counts a test item of the own training rows as a miss', async () => {
    const test = positivesFrom([
      [3, 2, 2],
      [3, 0, 2],
    ]);
    const result = await backtest(
      requireFamily('popularity'),
      { train: TRAIN, test },
      {
        ...OPTIONS,
        seconds: () => 0,
      },
    );
    // i2 cannot be recommended to u3; i0 is at rank 1 of an ideal of two: 1 / 1.63093.
    expect(result.ndcg).toBeCloseTo(1 / 1.63093, 5);
    expect(result.recall).toBe(0.5);
    expect(result.ndcgStandardError).toBe(null);
  });

  it('runs every family, with and without times, the same each time', async () => {
    const undated = { ...TRAIN, timesMs: new Float64Array(6).fill(NaN) };
    const test = positivesFrom([[2, 1, 2]]);
    for (const family of Object.values(families))
      for (const train of [TRAIN, undated]) {
        const run = () => backtest(family, { train, test }, { ...OPTIONS, seconds: () => 0 });
        const result = await run();
        expect(result).toEqual(await run());
        // Whoever likes i0 likes i1: every model puts it first for u2.
        expect([family.name, result.ndcg]).toEqual([family.name, 1]);
      }
  });

  it('makes lists for more users than fit one piece, and says how far it is', async () => {
    const users = Array.from({ length: 450 }, (_, user) => user);
    const train = positivesFrom([...users.map((u) => [u, 0, 0] as const), [450, 1, 0]]);
    const test = positivesFrom(users.map((u) => [u, 1, 1]));
    const done: number[] = [];
    const progress = {
      say: () => undefined,
      update: (s: { done: number }) => void done.push(s.done),
    };
    const options = { ...OPTIONS, progress, seconds: () => 0 };
    const { ndcg } = await backtest(requireFamily('popularity'), { train, test }, options);
    expect(ndcg).toBe(1);
    expect(done).toEqual([200, 400, 450]);
  });

  it('refuses when no test user has a training row', async () => {
    const test = positivesFrom([[9, 0, 1]]);
    const run = () =>
      backtest(
        requireFamily('popularity'),
        { train: TRAIN, test },
        { ...OPTIONS, seconds: () => 0 },
      );
    await expect(run).rejects.toThrow('found 0 of 1 test users in the training rows');
  });
});

describe('positivesOf', () => {
  const columns = ({ users, items, timesMs }: Positives): unknown => [
    [...users],
    [...items],
    [...timesMs],
  ];

  it('keeps the earliest of repeated pairs, in order of time, ties in the order of rows', () => {
    const rows = positivesFrom([
      [0, 1, 5],
      [1, 0, 3],
      [0, 1, 2],
      [1, 1, 3],
    ]);
    expect(columns(positivesOf(rows))).toEqual([
      [0, 1, 1],
      [1, 0, 1],
      [2 * DAY, 3 * DAY, 3 * DAY],
    ]);
  });

  it('keeps the order of rows where times are unknown', () => {
    const rows = positivesFrom([
      [1, 0, NaN],
      [0, 1, NaN],
      [1, 0, NaN],
    ]);
    expect(columns(positivesOf(rows))).toEqual([
      [1, 0],
      [0, 1],
      [NaN, NaN],
    ]);
  });
});
