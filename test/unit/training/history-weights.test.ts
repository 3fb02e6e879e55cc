import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyWeights } from '../../../src/training/history-weights.ts';

const PLAIN = { historyDecayRank: null, historyDecayFloor: 0 };
const NAMES = {
  completions: 'historyCompletionExponent',
  ratings: 'historyRatingExponent',
} as const;
const history = (count: number, more: object = {}) => ({
  items: Array.from({ length: count }, (_, item) => item),
  timesMs: Array.from({ length: count }, (_, item) => item),
  ...more,
});

describe('the weights of a history', () => {
  it('fall with the rank down to the floor', () => {
    const decay = { historyDecayRank: 1, historyDecayFloor: 0.2 };
    const [oldest, middle, latest] = historyWeights(history(3), decay);
    expect(latest).toBe(1);
    expect(middle).toBeCloseTo(Math.exp(-1), 12);
    // exp(−2) = .135 is below the floor.
    expect(oldest).toBe(0.2);
  });

  it.each(['completions', 'ratings'] as const)(
    'follow the proportion of %s to their mean',
    (of) => {
      // Mean of the known 2 and 4: 3. Squared: 4/9 and 16/9; what is not known counts as the average.
      const given = history(3, { [of]: [2, NaN, 4] });
      const weights = historyWeights(given, { ...PLAIN, [NAMES[of]]: 2 });
      expect([...weights].map((weight) => Number(weight.toFixed(9)))).toEqual([
        Number((4 / 9).toFixed(9)),
        1,
        Number((16 / 9).toFixed(9)),
      ]);
      expect([...historyWeights(given, { ...PLAIN, [NAMES[of]]: 0 })]).toEqual([1, 1, 1]);
      expect([...historyWeights(given, PLAIN)]).toEqual([1, 1, 1]);
    },
  );

  it('multiply what place, completion and rating say', () => {
    const given = history(2, { completions: [0.5, 1], ratings: [5, 3] });
    const weighting = {
      historyDecayRank: 1,
      historyDecayFloor: 0,
      historyCompletionExponent: 1,
      historyRatingExponent: 1,
    };
    const [older, latest] = historyWeights(given, weighting);
    expect(older).toBeCloseTo(Math.exp(-1) * (0.5 / 0.75) * (5 / 4), 12);
    expect(latest).toBeCloseTo((1 / 0.75) * (3 / 4), 12);
  });

  it('do not depend on the scale of ratings, and stay finite and above 0', () => {
    const stars = fc.array(fc.constantFrom(0, 1, 2.5, 4, 5, NaN), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(stars, fc.constantFrom(0.5, 1, 4), (ratings, historyRatingExponent) => {
        const weighting = { ...PLAIN, historyRatingExponent };
        const weights = historyWeights(history(ratings.length, { ratings }), weighting);
        const doubled = ratings.map((rating) => 2 * rating);
        const others = historyWeights(history(ratings.length, { ratings: doubled }), weighting);
        weights.forEach((weight, at) => {
          expect(weight).toBeGreaterThan(0);
          expect(others[at]! / weight).toBeCloseTo(1, 9);
        });
      }),
    );
  });
});
