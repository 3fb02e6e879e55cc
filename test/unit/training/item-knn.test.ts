import { describe, expect, it } from 'vitest';
import { topK } from '../../../src/math/top-k.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

const itemKnn = requireFamily('item-knn');

describe('item-knn', () => {
  // Item 0 has users 0, 1, 2, 3; item 1 users 0, 1; item 2 user 0.
  const positives = positivesFrom([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [3, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [0, 2, 0],
  ]);
  const scoresOf = async (given: Record<string, unknown>, items: number[]): Promise<number[]> => {
    const configuration = parseConfiguration(itemKnn, { historyDecayRank: null, ...given });
    const model = await itemKnn.train(positives, configuration, contextAt(0));
    const scorer = itemKnn.scorer(model, configuration, positives.itemIds);
    const scores = new Float32Array(3).fill(9);
    scorer.score({ items, timesMs: items.map(() => 0) }, { asOfMs: 0 }, scores);
    return [...scores];
  };

  it('gives the cosines worked out by hand', async () => {
    // s₀₁ = 2 / √8, s₀₂ = 1 / √4.
    const [own, first, second] = await scoresOf({ shrinkage: 0 }, [0]);
    expect(own).toBe(0);
    expect(first).toBeCloseTo(2 / Math.sqrt(8), 6);
    expect(second).toBeCloseTo(1 / 2, 6);
  });

  it('adds the shrinkage to the denominator', async () => {
    // s₀₂ = 1 / (2 + 2).
    expect((await scoresOf({ shrinkage: 2 }, [0]))[2]).toBeCloseTo(1 / 4, 6);
  });

  it('keeps the nearest neighbours only', async () => {
    expect((await scoresOf({ shrinkage: 0, neighbours: 1 }, [0]))[2]).toBe(0);
  });

  it('recommends the unseen items of the taste that the history shows', async () => {
    const tastes = twoTastes({ users: 60, seed: 3 });
    const configuration = parseConfiguration(itemKnn, {});
    const model = await itemKnn.train(tastes, configuration, contextAt(0));
    const scores = new Float32Array(20);
    const items = [1, 3, 5];
    itemKnn
      .scorer(model, configuration, tastes.itemIds)
      .score({ items, timesMs: [0, 1, 2] }, { asOfMs: 0 }, scores);
    expect([...topK(scores, 5, new Set(items))].map((item) => item % 2)).toEqual([1, 1, 1, 1, 1]);
  });
});
