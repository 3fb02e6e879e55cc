import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

const transitions = requireFamily('transitions');

async function scoresAfter(
  rows: readonly [number, number, number][],
  history: readonly number[],
  given: Record<string, unknown>,
): Promise<number[]> {
  const positives = positivesFrom(rows);
  const plain = { popularityExponent: 0, shrinkage: 0, historyDecayRank: null };
  const configuration = parseConfiguration(transitions, { ...plain, ...given });
  const model = await transitions.train(positives, configuration, contextAt(0));
  const scorer = transitions.scorer(model, configuration, positives.itemIds);
  const scores = new Float32Array(positives.itemIds.length).fill(9);
  const timesMs = history.map((_item, k) => k);
  scorer.score({ items: history, timesMs }, { asOfMs: 0 }, scores);
  return [...scores];
}

describe('transitions', () => {
  // User 0 goes 0 → 1 → 2, user 1 goes 0 → 2.
  const rows: [number, number, number][] = [
    [0, 0, 1],
    [1, 0, 2],
    [0, 1, 3],
    [1, 2, 4],
    [0, 2, 5],
  ];

  it('counts what came next, as shares of all that did', async () => {
    // Gap 1 only: after 0 came 1 once and 2 once: ½ each. After 1 came 2: all of it. Nothing after 2.
    expect(await scoresAfter(rows, [0], { longestGap: 1 })).toEqual([0, 0.5, 0.5]);
    expect(await scoresAfter(rows, [1], { longestGap: 1 })).toEqual([0, 0, 1]);
    expect(await scoresAfter(rows, [2], { longestGap: 1 })).toEqual([0, 0, 0]);
  });

  it('lets the weight of a pair fall with its gap', async () => {
    // Gap 2 with κ = 1/ln 2 halves: C₀₁ = 1, C₀₂ = 1 + ½; total 2½.
    const given = { longestGap: 2, gapDecay: 1 / Math.LN2 };
    const [own, next, last] = await scoresAfter(rows, [0], given);
    expect(own).toBe(0);
    expect(next).toBeCloseTo(1 / 2.5, 6);
    expect(last).toBeCloseTo(1.5 / 2.5, 6);
  });

  it('shrinks by its evidence and discounts what is popular', async () => {
    // Gap 1, shrinkage 2: 1 / (2 + 2) for both followers; n₁ = 1, n₂ = 2, b = 1: 2 gets half.
    const given = { longestGap: 1, shrinkage: 2, popularityExponent: 1 };
    expect(await scoresAfter(rows, [0], given)).toEqual([0, 0.25, 0.125]);
  });

  it('keeps the strongest followers only, of equal ones the lower', async () => {
    expect(await scoresAfter(rows, [0], { longestGap: 1, maxFollowers: 1 })).toEqual([0, 0.5, 0]);
  });

  it('does not mind the order of the users', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async (seed) => {
        const positives = twoTastes({ users: 8, seed });
        const configuration = parseConfiguration(transitions, {});
        const turned = { ...positives, users: positives.users.map((user) => 7 - user) };
        const [a, b] = await Promise.all(
          [positives, turned].map((p) => transitions.train(p, configuration, contextAt(0))),
        );
        const weights = (model: typeof a): number[] => [
          ...model!.tensors['followers_weights']!.data,
        ];
        expect(weights(b).length).toBe(weights(a).length);
        weights(a).forEach((weight, k) => expect(weights(b)[k]).toBeCloseTo(weight, 5));
      }),
      { numRuns: 10 },
    );
  });

  it('refuses tensors that do not fit', () => {
    const configuration = parseConfiguration(transitions, {});
    const { itemIds } = positivesFrom([[0, 1, 0]]);
    const tensors = (offsets: number[], items: number[], weights: number[]) => ({
      followers_offsets: { shape: [offsets.length], data: Uint32Array.from(offsets) },
      followers_items: { shape: [items.length], data: Uint32Array.from(items) },
      followers_weights: { shape: [weights.length], data: Float32Array.from(weights) },
    });
    const open = (given: ReturnType<typeof tensors> | Record<string, never>) => () =>
      transitions.scorer({ tensors: given }, configuration, itemIds);
    expect(open(tensors([0, 1, 1], [1], [0.5]))).not.toThrow();
    const corrupt = [
      {},
      tensors([0, 1], [1], [0.5]),
      tensors([0, 2, 1], [1], [0.5]),
      tensors([0, 1, 1], [2], [0.5]),
      tensors([0, 1, 1], [1], [NaN]),
      tensors([0, 1, 1], [1], []),
    ];
    for (const given of corrupt)
      expect(open(given)).toThrow(expect.objectContaining({ code: 'ARTIFACT_CORRUPT' }) as Error);
  });
});
