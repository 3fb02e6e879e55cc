import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import { topK } from '../../../src/math/top-k.ts';
import {
  parseConfiguration,
  requireFamily,
  type TrainedModel,
} from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

const als = requireFamily('als');
const SMALL = { factorCount: 4, epochs: 6 };

const trainOn = (
  positives: Positives,
  given: Record<string, unknown>,
  seed = 1,
): Promise<TrainedModel> =>
  als.train(positives, parseConfiguration(als, { ...SMALL, ...given }), contextAt(0, seed));

function scoresFor(
  model: TrainedModel,
  history: { items: readonly number[]; timesMs: readonly number[] },
  { positives, given = {} }: { positives: Positives; given?: Record<string, unknown> },
): Float32Array {
  const configuration = parseConfiguration(als, { ...SMALL, ...given });
  const scores = new Float32Array(positives.itemIds.length);
  als.scorer(model, configuration, positives.itemIds).score(history, { asOfMs: 0 }, scores);
  return scores;
}

describe('als', () => {
  it('solves the one-factor, one-pair problem as worked out by hand', async () => {
    // One user, one item, d = 1, α = λ = 1, ν = 0: each half-step gives x = y / (y² + y² + 1).
    // From y₀: x = y₀/(2y₀²+1), y = x/(2x²+1). Scoring folds in with the item's final y:
    // x' = y/(2y²+1), score = x'·y.
    const positives = positivesFrom([[0, 0, 0]]);
    const given = {
      factorCount: 1,
      epochs: 1,
      unobservedWeight: 1,
      regularization: 1,
      regularizationExponent: 0,
    };
    const model = await trainOn(positives, given);
    const y = model.tensors['item_factors']!.data[0]!;
    // The largest value of x/(2x²+1) is at x = 1/√2: 1/(2√2) = 0.3536.
    expect(Math.abs(y)).toBeGreaterThan(0);
    expect(Math.abs(y)).toBeLessThanOrEqual(0.3536);
    const [score] = scoresFor(model, { items: [0], timesMs: [0] }, { positives, given });
    expect(score).toBeCloseTo((y * y) / (2 * y * y + 1), 6);
    // The curve: (1 − xy)² + (xy)² + x² + y² with the x that led to y. x solves y = x/(2x²+1):
    // 2y·x² − x + y = 0, x = (1 − √(1 − 8y²)) / (4y), the smaller root.
    const x = (1 - Math.sqrt(1 - 8 * y * y)) / (4 * y);
    const loss = (1 - x * y) ** 2 + (x * y) ** 2 + x * x + y * y;
    expect(model.curve[0]!.loss).toBeCloseTo(loss, 5);
  });

  it('never raises the loss from one epoch to the next', async () => {
    const data = fc.record({
      seed: fc.nat(1000),
      unobservedWeight: fc.constantFrom(0.01, 0.1, 1),
      regularization: fc.constantFrom(0.001, 0.01, 0.1),
      regularizationExponent: fc.constantFrom(0, 0.5, 1),
    });
    await fc.assert(
      fc.asyncProperty(data, async ({ seed, ...given }) => {
        const { curve } = await trainOn(twoTastes({ users: 30, seed }), given);
        for (let e = 1; e < curve.length; e++)
          expect(curve[e]!.loss).toBeLessThanOrEqual(curve[e - 1]!.loss * (1 + 1e-6));
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const positives = twoTastes({ users: 30, seed: 1 });
    const bits = async (seed: number): Promise<Uint8Array> => {
      const model = await trainOn(positives, {}, seed);
      return new Uint8Array(model.tensors['item_factors']!.data.buffer);
    };
    expect(await bits(5)).toEqual(await bits(5));
    expect(await bits(5)).not.toEqual(await bits(6));
  });

  it('gives the same scores when users are numbered differently', async () => {
    const positives = twoTastes({ users: 20, seed: 2 });
    const renumbered = { ...positives, users: positives.users.map((user) => 19 - user) };
    const history = { items: [0, 2], timesMs: [0, 1] };
    const one = scoresFor(await trainOn(positives, {}), history, { positives });
    const two = scoresFor(await trainOn(renumbered, {}), history, { positives });
    for (let item = 0; item < one.length; item++) expect(two[item]).toBeCloseTo(one[item]!, 4);
  });

  it('recommends the unseen items of the taste that the history shows', async () => {
    const positives = twoTastes({ users: 60, seed: 3 });
    const model = await trainOn(positives, {});
    for (const taste of [0, 1]) {
      const items = [0, 2, 4].map((item) => item + taste);
      const scores = scoresFor(model, { items, timesMs: [0, 1, 2] }, { positives });
      const top = [...topK(scores, 5, new Set(items))];
      expect(top.map((item) => item % 2)).toEqual(top.map(() => taste));
    }
  });

  it('lets the latest items of a history count for more, if it is dated', async () => {
    const positives = twoTastes({ users: 60, seed: 4 });
    const model = await trainOn(positives, {});
    const given = { historyDecayRank: 1, historyDecayFloor: 0 };
    const evenLast = { items: [1, 3, 0, 2], timesMs: [0, 1, 2, 3] };
    const likesEven = (scores: Float32Array): number =>
      scores.reduce((sum, score, item) => sum + (item % 2 === 0 ? score : -score), 0);
    const decayed = likesEven(scoresFor(model, evenLast, { positives, given }));
    const plain = likesEven(
      scoresFor(model, evenLast, { positives, given: { historyDecayRank: null } }),
    );
    expect(decayed).toBeGreaterThan(plain);
    const undated = { items: evenLast.items, timesMs: [NaN, NaN, NaN, NaN] };
    expect(likesEven(scoresFor(model, undated, { positives, given }))).toBe(plain);
  });

  it('gives the zero vector to a user with no history and to items nobody liked', async () => {
    // Item 1 occurs in the vocabulary only.
    const positives = positivesFrom([
      [0, 0, 0],
      [0, 2, 0],
    ]);
    const model = await trainOn(positives, {});
    expect([...scoresFor(model, { items: [], timesMs: [] }, { positives })]).toEqual([0, 0, 0]);
    expect([...model.tensors['item_factors']!.data.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  it('reports every epoch with its loss', async () => {
    const notes: string[] = [];
    const progress = {
      say: () => undefined,
      update: (state: { done: number; total: number | null; note?: string }) =>
        void notes.push(`${state.done}/${state.total} ${state.note}`),
    };
    const configuration = parseConfiguration(als, { ...SMALL, epochs: 2 });
    const positives = twoTastes({ users: 10, seed: 1 });
    const { curve } = await als.train(positives, configuration, { ...contextAt(0), progress });
    expect(notes).toEqual(curve.map(({ epoch, loss }) => `${epoch}/2 loss ${loss.toPrecision(5)}`));
  });
});
