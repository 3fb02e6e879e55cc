import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePopularity,
  coverage,
  giniOfExposure,
  intraListDiversity,
  METRIC_FUNCTIONS,
  METRICS,
  miscalibration,
  novelty,
  popularityTiers,
  tailRecall,
} from '../../../src/evaluation/index.ts';

const { ndcg, recall, hitRate, precision, truncatedRecall, map, mrr } = METRIC_FUNCTIONS;
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

describe('precision', () => {
  it('is hits over K, however short the list', () => {
    expect(precision(list([7, 8, 9], [7, 9]), 4)).toBe(0.5);
    expect(precision(list([7], [7]), 10)).toBe(0.1);
  });
});

describe('truncated recall', () => {
  it('divides by what a list of K could hold', () => {
    // Four relevant, K = 2, one hit: 1/2 where recall says 1/4. Two relevant: both say 1/2.
    expect(truncatedRecall(list([7, 8], [7, 1, 2, 3]), 2)).toBe(0.5);
    expect(truncatedRecall(list([7, 8, 9], [7, 1]), 3)).toBe(0.5);
  });

  it('is never below recall, and the same with at most K relevant', () => {
    fc.assert(
      fc.property(judged, (given) => {
        expect(truncatedRecall(given, 10)).toBeGreaterThanOrEqual(recall(given, 10));
        if (given.relevantCount <= 10) expect(truncatedRecall(given, 10)).toBe(recall(given, 10));
      }),
    );
  });
});

describe('average precision', () => {
  it('averages the precision at the hits over min(K, relevant)', () => {
    // Hits at ranks 1 and 3: (1/1 + 2/3) / 2.
    expect(map(list([7, 8, 9], [7, 9]), 3)).toBeCloseTo(5 / 6, 12);
    // The same with three relevant: a third of 5/3.
    expect(map(list([7, 8, 9], [7, 9], 3), 3)).toBeCloseTo(5 / 9, 12);
  });
});

describe('reciprocal rank', () => {
  it('is one over the rank of the first hit', () => {
    expect(mrr(list([1, 2, 7, 9], [7, 9]), 4)).toBeCloseTo(1 / 3, 12);
    expect(mrr(list([1], [7]), 4)).toBe(0);
  });

  it('is at most the hit rate and, for one relevant item, average precision', () => {
    fc.assert(
      fc.property(judged, (given) => {
        expect(mrr(given, 10)).toBeLessThanOrEqual(hitRate(given, 10));
        if (given.relevantCount === 1) expect(mrr(given, 10)).toBe(map(given, 10));
      }),
    );
  });
});

describe('Gini of exposure', () => {
  it('is worked out by hand', () => {
    // Shown 0, 1, 3 times: ascending 0, 1, 3: (−2·0 + 0·1 + 2·3) / (3·4) = ½.
    expect(giniOfExposure([[2], [2], [2, 1]], 3)).toBe(0.5);
    // One of four shown always: (4 − 1) / 4.
    expect(giniOfExposure([[0], [0]], 4)).toBe(0.75);
    expect(
      giniOfExposure(
        [
          [0, 1],
          [2, 3],
        ],
        4,
      ),
    ).toBe(0);
    expect(giniOfExposure([], 4)).toBe(0);
  });

  it('does not mind which items are which', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 5 })), (lists) => {
        const turned = lists.map((of) => of.map((item) => 9 - item));
        expect(giniOfExposure(turned, 10)).toBeCloseTo(giniOfExposure(lists, 10), 12);
      }),
    );
  });
});

describe('novelty and average popularity', () => {
  it('are worked out by hand', () => {
    // Shares ½ and ¼: 1 and 2 bits. Popularity 4 and 2.
    expect(novelty([0, 1], [4, 2, 2])).toBe(1.5);
    expect(averagePopularity([0, 1], [4, 2, 2])).toBe(3);
    expect([novelty([], [1]), averagePopularity([], [1])]).toEqual([0, 0]);
    // No positive: half of one of 8 is 4 bits.
    expect(novelty([1], [8, 0])).toBe(4);
  });

  it('go against each other: the rarer item is the newer', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(counts, (given) => {
        fc.pre(given[0] !== given[1]);
        const rarer = given[0]! < given[1]! ? 0 : 1;
        expect(novelty([rarer], given)).toBeGreaterThan(novelty([1 - rarer], given));
      }),
    );
  });
});

describe('by genres', () => {
  const genres = [['a'], ['a', 'b'], ['b'], [], ['c']];
  const genresOf = (item: number): readonly string[] => genres[item]!;

  it('diversity is the mean Jaccard distance of the pairs', () => {
    // {a} {a,b}: ½; {a} {b}: 1; {a,b} {b}: ½. Item 3 has no genre and is left out.
    expect(intraListDiversity([0, 1, 2, 3], genresOf)).toBeCloseTo(2 / 3, 12);
    expect(intraListDiversity([0, 3], genresOf)).toBe(null);
    expect(intraListDiversity([0, 0], genresOf)).toBe(0);
  });

  it('miscalibration is 0 for the same genres, and grows as the list leaves them', () => {
    expect(miscalibration([0, 2], [1], genresOf)).toBeCloseTo(0, 12);
    // History all a; list all c: q̃(a) = 0.01, log(1 / 0.01).
    expect(miscalibration([0], [4], genresOf)).toBeCloseTo(Math.log(100), 12);
    // List half a, half b: q̃(a) = .99·½ + .01.
    expect(miscalibration([0], [1], genresOf)).toBeCloseTo(Math.log(1 / 0.505), 12);
    expect(miscalibration([3], [1], genresOf)).toBe(null);
    expect(miscalibration([0], [3], genresOf)).toBe(null);
  });

  it('miscalibration lies between 0 and log 100, whatever the lists', () => {
    const some = fc.array(fc.nat(4), { maxLength: 6 });
    fc.assert(
      fc.property(some, some, (history, shown) => {
        const value = miscalibration(history, shown, genresOf) ?? 0;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(Math.log(100) + 1e-9);
      }),
    );
  });
});

describe('the tail', () => {
  it('begins where two thirds of the positives are passed', () => {
    // 12 positives: 5 make the head (a third is 4), 3 the middle (5 < 8), then 8 are passed.
    expect(popularityTiers([5, 1, 3, 1, 2])).toEqual(['head', 'tail', 'middle', 'tail', 'tail']);
    expect(popularityTiers([])).toEqual([]);
  });

  it('has a recall of its own', () => {
    const isTail = (item: number): boolean => item >= 5;
    expect(tailRecall(list([1, 6], [1, 6, 7]), isTail)).toBe(0.5);
    expect(tailRecall(list([1, 6], [1]), isTail)).toBe(null);
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
    for (const metric of METRICS) expect(METRIC_FUNCTIONS[metric](list([4, 5], [5, 4]), 2)).toBe(1);
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
