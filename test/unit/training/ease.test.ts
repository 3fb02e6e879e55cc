import { describe, expect, it } from 'vitest';
import { topK } from '../../../src/math/top-k.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

const ease = requireFamily('ease');

describe('ease', () => {
  it('gives the weights worked out by hand', async () => {
    // Users {0, 1} and {0}: XᵀX = [2 1; 1 1]; λ = 1: [3 1; 1 2], determinant 5,
    // P = [2 −1; −1 3] / 5. B_ij = −P_ij / P_jj: B₀₁ = (1/5)/(3/5) = 1/3, B₁₀ = (1/5)/(2/5) = 1/2.
    const positives = positivesFrom([
      [0, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const configuration = parseConfiguration(ease, { regularization: 1 });
    const model = await ease.train(positives, configuration, contextAt(0));
    expect(model.tensors['item_weights']!.shape).toEqual([2, 2]);
    const weights = [...model.tensors['item_weights']!.data];
    [0, 1 / 3, 1 / 2, 0].forEach((value, at) => expect(weights[at]).toBeCloseTo(value, 6));
    const scores = new Float32Array(2);
    const scorer = ease.scorer(model, configuration, positives.itemIds);
    scorer.score({ items: [1], timesMs: [0] }, { asOfMs: 0 }, scores);
    expect(scores[0]).toBeCloseTo(1 / 2, 6);
    expect(scores[1]).toBe(0);
  });

  it('regularizes items by how often they occur with a dropout, worked out by hand', async () => {
    // XᵀX = [2 1; 1 1]; λ = 1, p = ½: Λ = 1 + (2, 1). [5 1; 1 3], determinant 14,
    // P = [3 −1; −1 5] / 14: B₀₁ = 1/5, B₁₀ = 1/3.
    const positives = positivesFrom([
      [0, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const configuration = parseConfiguration(ease, { regularization: 1, dropout: 0.5 });
    const model = await ease.train(positives, configuration, contextAt(0));
    const weights = [...model.tensors['item_weights']!.data];
    [0, 1 / 5, 1 / 3, 0].forEach((value, at) => expect(weights[at]).toBeCloseTo(value, 6));
  });

  it('weighs the history: w = max(floor, exp(−rank / kappa))', async () => {
    // Weights as above; history 0 then 1 with kappa 1 and floor ½: exp(−1) = 0.37 becomes ½ for
    // item 0, item 1 has 1. Scores: item 0: 1·½; item 1: ½·⅓.
    const positives = positivesFrom([
      [0, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const given = { regularization: 1, historyDecayRank: 1, historyDecayFloor: 0.5 };
    const configuration = parseConfiguration(ease, given);
    const model = await ease.train(positives, configuration, contextAt(0));
    const scores = new Float32Array(2);
    const scorer = ease.scorer(model, configuration, positives.itemIds);
    scorer.score({ items: [0, 1], timesMs: [0, 1] }, { asOfMs: 0 }, scores);
    expect(scores[0]).toBeCloseTo(1 / 2, 6);
    expect(scores[1]).toBeCloseTo(1 / 6, 6);
  });

  it('recommends the unseen items of the taste that the history shows', async () => {
    const positives = twoTastes({ users: 60, seed: 3 });
    const configuration = parseConfiguration(ease, { regularization: 10 });
    const model = await ease.train(positives, configuration, contextAt(0));
    const scores = new Float32Array(20);
    const items = [1, 3, 5];
    const scorer = ease.scorer(model, configuration, positives.itemIds);
    scorer.score({ items, timesMs: [0, 1, 2] }, { asOfMs: 0 }, scores);
    const top = [...topK(scores, 5, new Set(items))];
    expect(top.map((item) => item % 2)).toEqual([1, 1, 1, 1, 1]);
  });

  it('refuses a catalogue above its limit, saying what to do', async () => {
    const configuration = parseConfiguration(ease, { maxItems: 19 });
    const positives = twoTastes({ users: 4, seed: 1 });
    await expect(ease.train(positives, configuration, contextAt(0))).rejects.toThrow(
      'found 20 items, expected at most 19. Use als',
    );
  });
});
