import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.ts';
import type { Positives } from '../../../src/datasets/index.ts';
import {
  comparePaired,
  evaluateOverTime,
  METRICS,
  type Contender,
  type Evaluation,
  type Scorer,
} from '../../../src/evaluation/index.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from '../training/few-positives.ts';

/** A contender that scores items by a function of their id. */
const scoring = (model: string, scoreOf: (id: string) => number): Contender => ({
  model,
  train: ({ itemIds }): Scorer => ({
    itemIds,
    personal: false,
    score: (_history, _context, scores) => itemIds.forEach((id, i) => (scores[i] = scoreOf(id))),
  }),
});

const familyContender = (
  name: string,
  change = (slice: Positives): Positives => slice,
): Contender => {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, name === 'als' ? { factorCount: 8 } : {});
  return {
    model: name,
    train: async (slice, asOfMs) => {
      const model = await family.train(change(slice), configuration, { ...contextAt(0), asOfMs });
      return family.scorer(model, configuration, slice.itemIds);
    },
  };
};

/** Taste by taste, in an order of time that mixes the users. */
function mixedTastes(seed: number): Positives {
  const positives = twoTastes({ users: 80, seed });
  const rows = Array.from(positives.users, (user, k) => [user, positives.items[k]!] as const);
  seededRng(seed, 'order').shuffle(rows);
  return positivesFrom(rows.map(([user, item], day) => [user, item, day]));
}

/**
 * Users 0 and 1, items 0..3, K = 1. Before the cut everybody of 2..4 likes all four items and
 * users 0, 1 like item 0. In the window, u0 likes 1 then 2, u1 likes 1 then 3.
 */
const SMALL = positivesFrom([
  ...[2, 3, 4].flatMap((user) => [0, 1, 2, 3].map((item) => [user, item, 1] as const)),
  [0, 0, 2],
  [1, 0, 2],
  [0, 1, 3],
  [1, 1, 4],
  [0, 2, 5],
  [1, 3, 6],
]);
const SMALL_OPTIONS = {
  positives: SMALL,
  cuts: [14 / 18 + 0.001, 1],
  minHistory: 1,
  k: 1,
  resamples: 100,
};

describe('evaluateOverTime', () => {
  it('judges by hand-made numbers, seen items left out', async () => {
    // Fixed order 0 > 1 > 2 > 3: both have seen 0 and 1, get item 2: a hit for u0 only.
    // Mean ½; deviation of (1, 0) is √½, standard error √½/√2 = ½.
    const byOrder = scoring('order', (id) => -Number(id.slice(1)));
    const [evaluation] = await evaluateOverTime({ ...SMALL_OPTIONS, contenders: [byOrder] });
    expect(evaluation!.cases.userIds).toEqual(['u0', 'u1']);
    for (const metric of METRICS) expect(evaluation!.cases.values[metric]).toEqual([1, 0]);
    expect(evaluation!.metrics.ndcg.mean).toBe(0.5);
    expect(evaluation!.metrics.ndcg.standardError).toBeCloseTo(0.5, 12);
    expect([evaluation!.metrics.ndcg.low, evaluation!.metrics.ndcg.high]).toEqual([0, 1]);
    expect(evaluation!.cases.historyLengths).toEqual([2, 2]);
    expect(evaluation!.cases.trainedLengths).toEqual([1, 1]);
    // Item 2 is one of four candidates.
    expect(evaluation!.coverage).toBe(0.25);
    expect(evaluation!.slices.map(({ name, cases }) => [name, cases])).toEqual([
      ['new', 0],
      ['returning', 2],
      // Item 2 came before item 3 among equally liked ones.
      ['middle', 1],
      ['tail', 1],
    ]);
    expect(evaluation!.slices[0]!.metrics.ndcg.mean).toBe(null);
  });

  it('compares models on the same users, pair by pair', async () => {
    // The reverse order gives item 3 to both: (0, 1). Differences (1, −1): mean 0.
    const contenders = [
      scoring('order', (id) => -Number(id.slice(1))),
      scoring('reverse', (id) => Number(id.slice(1))),
    ];
    const [one, two] = await evaluateOverTime({ ...SMALL_OPTIONS, contenders });
    expect(comparePaired(one!, two!)).toEqual({
      metric: 'ndcg',
      difference: 0,
      low: -1,
      high: 1,
      users: 2,
      cases: 2,
    });
    expect(comparePaired(one!, one!, { metric: 'recall' })).toMatchObject({ low: 0, high: 0 });
  });

  it('never recommends a candidate that the scorer does not know, and drops it from histories', async () => {
    const histories: number[][] = [];
    const narrow: Contender = {
      model: 'narrow',
      train: ({ itemIds }) => ({
        // Knows i1 and i3 only, in an order of its own: rows 0 and 1 are i3 and i1.
        itemIds: [itemIds[3]!, itemIds[1]!],
        personal: true,
        score: (history, _context, scores) => {
          histories.push(Array.from(history.items));
          scores.set([1, 2]);
        },
      }),
    };
    const [evaluation] = await evaluateOverTime({ ...SMALL_OPTIONS, contenders: [narrow] });
    // Histories are i0, i1: i1 is the scorer's row 1. Both get i3: a hit for u1.
    expect(histories).toEqual([[1], [1]]);
    expect(evaluation!.cases.values.ndcg).toEqual([0, 1]);
  });

  it('is plain JSON, the same for the same input', async () => {
    const run = async (): Promise<string> => {
      const contenders = [familyContender('als')];
      const positives = mixedTastes(1);
      const [evaluation] = await evaluateOverTime({ positives, contenders, resamples: 50 });
      return canonicalJson(evaluation as unknown as Json);
    };
    const text = await run();
    expect(await run()).toBe(text);
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
  });

  it('finds that als beats popularity on tastes, and that als on shuffled labels does not', async () => {
    const shuffled = (slice: Positives): Positives => {
      const items = slice.items.slice();
      seededRng(1, 'labels').shuffle(items);
      return { ...slice, items };
    };
    const contenders = [
      familyContender('popularity'),
      familyContender('als'),
      { ...familyContender('als', shuffled), model: 'als on shuffled labels' },
    ];
    const positives = mixedTastes(2);
    const [popularity, als, control] = await evaluateOverTime({ positives, contenders });
    expect(comparePaired(als!, popularity!).low).toBeGreaterThan(0);
    expect(comparePaired(control!, popularity!).low).toBeLessThanOrEqual(0);
  });

  it('tells how far it is, and passes on what training throws', async () => {
    const notes: string[] = [];
    const progress = {
      say: () => undefined,
      update: (state: { done: number; total: number | null; note?: string }) =>
        void notes.push(`${state.done}/${state.total} ${state.note}`),
    };
    const failing: Contender = {
      model: 'failing',
      train: () => Promise.reject(new Error('no memory')),
    };
    const contenders = [scoring('order', () => 0), failing];
    await expect(evaluateOverTime({ ...SMALL_OPTIONS, contenders, progress })).rejects.toThrow(
      'no memory',
    );
    expect(notes).toEqual(['0/2 order', '1/2 failing']);
  });
});

describe('comparePaired', () => {
  it('refuses evaluations of other cases, of another K, and without cases', async () => {
    const contenders = [scoring('order', () => 0)];
    const [one] = await evaluateOverTime({ ...SMALL_OPTIONS, contenders });
    const changed = (cases: Partial<Evaluation['cases']>): Evaluation => ({
      ...one!,
      cases: { ...one!.cases, ...cases },
    });
    const none = changed({ userIds: [], windows: [], historyLengths: [] });
    for (const other of [
      none,
      changed({ userIds: [...one!.cases.userIds].reverse() }),
      changed({ windows: [0, 1] }),
      changed({ historyLengths: [2, 3] }),
      { ...one!, parameters: { ...one!.parameters, k: 20 } },
    ])
      expect(() => comparePaired(one!, other)).toThrow('cannot be compared');
    expect(() => comparePaired(none, none)).toThrow('found 0 cases at K = 1 of order');
  });
});
