import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import { userId } from '../../../src/domain/ids.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../src/store/index.ts';
import { gateOf } from '../../../src/training/blend/gates.ts';
import { learnWeights, valuesOf } from '../../../src/training/blend/learn-weights.ts';
import type { TuneCase } from '../../../src/training/blend/tune-cases.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

const blend = requireFamily('blend');
const DAY_MS = 86_400_000;
const small = {
  'dan-dlae': { regularization: 10 },
  als: { factorCount: 4, epochs: 3 },
};

/** The positives of two tastes in an order that mixes the users, a day each. */
function mixed(users: number): Positives {
  const { items, users: who } = twoTastes({ users, seed: 7 });
  const rows = Array.from(items, (item, k) => [who[k]!, item] as const);
  seededRng(1, 'mixed').shuffle(rows);
  return positivesFrom(rows.map(([user, item], day) => [user, item, day]));
}

describe('the gate of a history', () => {
  const limits = { thinHistory: 3, staleDays: 10 };
  const gate = (days: readonly number[], asOfDay: number): string =>
    gateOf(
      { items: days.map((_day, k) => k), timesMs: days.map((day) => day * DAY_MS) },
      { asOfMs: asOfDay * DAY_MS },
      limits,
    );

  it('is thin below so many likes, stale after so many days, else fresh', () => {
    expect(gate([], 5)).toBe('thin');
    expect(gate([1, 2], 2)).toBe('thin');
    expect(gate([1, 2], 200)).toBe('thin');
    expect(gate([1, 2, 3], 13)).toBe('fresh');
    expect(gate([1, 2, 3], 13.5)).toBe('stale');
  });

  it('is fresh where times are unknown', () => {
    expect(gate([NaN, NaN, NaN], 13)).toBe('fresh');
  });
});

describe('learning weights', () => {
  /** The first item is liked; member 0 puts the other first, member 1 the liked one. */
  const one: TuneCase = {
    userId: userId('u'),
    scores: [Float64Array.from([0.5, 1]), Float64Array.from([1, 0])],
    relevant: Uint8Array.from([1, 0]),
    relevantCount: 1,
  };
  const many = Array.from({ length: 20 }, (_, c) => ({ ...one, userId: userId(`u${c}`) }));

  it('judges a mixture by NDCG', () => {
    // Member 0 alone: the hit at rank 2, 1/log₂3. With ¾ of member 1: .5 + .75 > 1.
    expect(valuesOf([one], [1, 0])[0]).toBeCloseTo(1 / Math.log2(3), 6);
    expect(valuesOf([one], [1, 0.75])[0]).toBe(1);
    expect(valuesOf([one], [1, 0.35])[0]).toBeCloseTo(1 / Math.log2(3), 6);
  });

  it('takes the least weights that do better, and leaves them where nothing does', () => {
    // The liked item comes first from .5·w₀ + w₁ ≥ w₀ on, that is w₁ ≥ w₀/2: of equal scores the
    // lower item is the better.
    expect(learnWeights(many, [1, 0], 1)).toEqual([1, 0.5]);
    expect(learnWeights(many, [0, 1], 1)).toEqual([0, 1]);
  });

  it('keeps the start with too few cases to learn from', () => {
    expect(learnWeights(many.slice(1), [1, 0], 1)).toEqual([1, 0]);
  });

  it('never ends below the start', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    const tuneCase = fc.array(fc.tuple(score, score, fc.boolean()), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(tuneCase, { minLength: 20, maxLength: 25 }), (drawn) => {
        const cases = drawn.map((items, c) => ({
          userId: userId(`u${c}`),
          scores: [0, 1].map((m) => Float64Array.from(items, (item) => item[m] as number)),
          relevant: Uint8Array.from(items, ([, , liked]) => Number(liked)),
          relevantCount: Math.max(1, items.filter(([, , liked]) => liked).length),
        }));
        const mean = (weights: readonly number[]): number =>
          valuesOf(cases, weights).reduce((sum, value) => sum + value, 0) / cases.length;
        expect(mean(learnWeights(cases, [1, 0.5], 1))).toBeGreaterThanOrEqual(mean([1, 0.5]));
      }),
      { numRuns: 30 },
    );
  });
});

describe('blend', () => {
  const positives = mixed(60);
  const configuration = parseConfiguration(blend, small);
  const training = blend.train(positives, configuration, contextAt(positives.items.length));
  const scoresOf = async (items: readonly number[]): Promise<number[]> => {
    const scores = new Float32Array(20);
    const timesMs = items.map((_item, k) => k * DAY_MS);
    const asOfMs = items.length * DAY_MS;
    const scorer = blend.scorer(await training, configuration, positives.itemIds);
    scorer.score({ items, timesMs }, { asOfMs }, scores);
    return [...scores];
  };

  it('learns weights of every gate', async () => {
    const { shape, data } = (await training).tensors['blend_weights']!;
    expect(shape).toEqual([3, 6]);
    for (let gate = 0; gate < 3; gate++)
      expect(Math.max(...data.subarray(gate * 6, gate * 6 + 6))).toBeGreaterThan(0);
  });

  it('gives thin histories the scores of popularity, bit for bit, without proof of better', async () => {
    const undated = { ...positives, timesMs: positives.timesMs.map(() => NaN) };
    const model = await blend.train(undated, configuration, contextAt(0));
    const popularity = [...model.tensors['popularity/popularity']!.data];
    const scorer = blend.scorer(model, configuration, positives.itemIds);
    const scores = new Float32Array(20);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(19), { maxLength: 4 }), (items) => {
        scorer.score({ items, timesMs: items.map((_i, k) => k) }, { asOfMs: 9 }, scores);
        expect([...scores]).toEqual(popularity);
      }),
      { numRuns: 20 },
    );
  });

  it('recommends the unseen items of the taste that the history shows', async () => {
    const items = [1, 3, 5, 7, 9];
    const scores = await scoresOf(items);
    const best = scores
      .map((score, item) => [score, item] as const)
      .filter(([, item]) => !items.includes(item))
      .sort((a, b) => b[0] - a[0])
      .slice(0, 3);
    expect(best.map(([, item]) => item % 2)).toEqual([1, 1, 1]);
  });

  it('counts staleness to the end of its data, however late it serves', async () => {
    const scorer = blend.scorer(await training, configuration, positives.itemIds);
    const scoresAt = (asOfDay: number, lastDay: number): number[] => {
      const scores = new Float32Array(20);
      const items = [1, 3, 5, 7, 9];
      const timesMs = items.map((_item, k) => (lastDay - 4 + k) * DAY_MS);
      scorer.score({ items, timesMs }, { asOfMs: asOfDay * DAY_MS }, scores);
      return [...scores];
    };
    const end = positives.items.length;
    expect(scoresAt(end + 9999, end)).toEqual(scoresAt(end, end));
    expect(scoresAt(end + 9999, end - 99)).not.toEqual(scoresAt(end, end));
  });

  it('is served from its own tensors alone, and trains to the same ones again', async () => {
    const bytes = encodeSafetensors({ tensors: (await training).tensors, metadata: {} });
    const { tensors } = decodeSafetensors(bytes, 'memory');
    const scorer = blend.scorer({ tensors }, configuration, positives.itemIds);
    const scores = new Float32Array(20);
    const items = [0, 2, 4, 6, 8];
    scorer.score({ items, timesMs: [0, 1, 2, 3, 4] }, { asOfMs: 4 }, scores);
    expect([...scores]).toEqual(await scoresOf(items));
    const again = await blend.train(positives, configuration, contextAt(positives.items.length));
    expect(encodeSafetensors({ tensors: again.tensors, metadata: {} })).toEqual(bytes);
  });

  it('takes members with their configuration, and leaves out those that are null', async () => {
    const given = {
      ...small,
      als: null,
      ease: null,
      transitions: 'null',
      'item-knn': '{"neighbours":3}',
    };
    const without = parseConfiguration(blend, given);
    const model = await blend.train(positives, without, contextAt(0));
    expect(model.tensors['blend_weights']!.shape).toEqual([3, 3]);
    expect(Object.keys(model.tensors).some((name) => name.startsWith('als/'))).toBe(false);
    expect(() => parseConfiguration(blend, { als: { factorCount: 0 } })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID' }) as Error,
    );
  });

  it('falls back on its start where times are unknown', async () => {
    const undated = { ...positives, timesMs: positives.timesMs.map(() => NaN) };
    const model = await blend.train(undated, configuration, contextAt(0));
    expect([...model.tensors['blend_weights']!.data.subarray(0, 6)]).toEqual(
      Array.from(Float32Array.of(0, 1, 1, 0.75, 0.25, 0.15)),
    );
    expect([...model.tensors['blend_history_decay']!.data]).toEqual([10, Math.fround(0.2)]);
  });
});
