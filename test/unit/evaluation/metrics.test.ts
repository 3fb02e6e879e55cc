import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, METRIC_FUNCTIONS, METRICS } from '../../../src/evaluation/index.ts';

const { ndcg, recall, hitRate } = METRIC_FUNCTIONS;
const list = (recommended: number[], relevant: number[], relevantCount = relevant.length) => ({
  recommended,
  relevant: new Set(relevant),
  relevantCount,
});

/** A list of up to 10 distinct items of 20, and relevant ones. */
const judged = fc
  .record({
    recommended: fc.uniqueArray(fc.nat(19), { maxLength: 10 }),
    relevant: fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 15 }),
    beyond: fc.nat(3),
  })
  .map(({ recommended, relevant, beyond }) =>
    list(recommended, relevant, relevant.length + beyond),
  );

describe('ndcg', () => {
  it('discounts hits by log₂(rank + 1) and divides by the best list', () => {
    // Hits at ranks 1 and 3: 1 + 1/log₂4 = 1.5. Ideal of two: 1 + 1/log₂3 = 1.63093.
    expect(ndcg(list([7, 8, 9], [7, 9]), 3)).toBeCloseTo(1.5 / 1.6309297, 6);
  });

  it('takes the ideal over min(K, relevant): one hit in a list of one is perfect', () => {
    expect(ndcg(list([7], [7, 8, 9]), 1)).toBe(1);
    // K = 2: hit at rank 1 of two possible: 1 / (1 + 1/log₂3).
    expect(ndcg(list([7, 1], [7, 8, 9]), 2)).toBeCloseTo(1 / 1.6309297, 6);
  });

  it('counts relevant items that no list could hold as misses', () => {
    expect(ndcg(list([7], [7], 2), 10)).toBeCloseTo(1 / 1.6309297, 6);
  });

  it('never falls when a hit moves up one place', () => {
    fc.assert(
      fc.property(judged, fc.nat(8), (given, place) => {
        const { recommended, relevant } = given;
        if (place + 1 >= recommended.length) return;
        const better = [...recommended];
        const [above, below] = [recommended[place]!, recommended[place + 1]!];
        if (relevant.has(below)) [better[place], better[place + 1]] = [below, above];
        const improved = ndcg({ ...given, recommended: better }, 10);
        expect(improved).toBeGreaterThanOrEqual(
          relevant.has(below) && !relevant.has(above) ? ndcg(given, 10) + 1e-3 : ndcg(given, 10),
        );
      }),
    );
  });
});

describe('recall', () => {
  it('is hits over relevant items', () => {
    expect(recall(list([7, 8, 9], [7, 9, 1, 2]), 3)).toBe(0.5);
    expect(recall(list([7, 8], [7], 4), 2)).toBe(0.25);
  });
});

describe('hit rate', () => {
  it('is 1 with any hit, else 0', () => {
    expect(hitRate(list([1, 2], [2, 3]), 2)).toBe(1);
    expect(hitRate(list([1, 2], [3]), 2)).toBe(0);
    expect(hitRate(list([], [3]), 2)).toBe(0);
  });
});

describe('every metric', () => {
  it('lies in [0, 1], is 0 exactly without a hit, and does not mind the order of the relevant', () => {
    fc.assert(
      fc.property(judged, (given) => {
        const hits = given.recommended.filter((item) => given.relevant.has(item)).length;
        const reversed = { ...given, relevant: new Set([...given.relevant].reverse()) };
        for (const metric of METRICS) {
          const value = METRIC_FUNCTIONS[metric](given, 10);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value === 0).toBe(hits === 0);
          expect(METRIC_FUNCTIONS[metric](reversed, 10)).toBe(value);
        }
      }),
    );
  });

  it('is 1 for the ideal list', () => {
    for (const metric of METRICS)
      expect(METRIC_FUNCTIONS[metric](list([4, 5], [5, 4]), 10)).toBe(1);
  });
});

describe('coverage', () => {
  it('is the share of candidates in any list', () => {
    // {1, 2, 3} of 6.
    expect(coverage([[1, 2], [2, 3], []], 6)).toBe(0.5);
    expect(coverage([], 6)).toBe(0);
    expect(coverage([], 0)).toBe(0);
  });
});
