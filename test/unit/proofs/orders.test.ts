import { describe, expect, it } from 'vitest';
import { kendall, ranksOf, spearman, verdictOf } from '../../../proofs/model-order/orders.ts';

describe('two orders', () => {
  it('shares the mean of their ranks among equal values', () => {
    expect(ranksOf([5, 9, 5, 1])).toEqual([2.5, 1, 2.5, 4]);
  });

  it('correlates ranks, worked out by hand', () => {
    // Ranks 1 2 3 4 and 1 3 2 4: 1 − 6·(0 + 1 + 1 + 0) / (4·15) = 0.8; five of six pairs agree.
    expect(spearman([4, 3, 2, 1], [40, 20, 30, 10])).toBeCloseTo(0.8, 12);
    expect(kendall([4, 3, 2, 1], [40, 20, 30, 10])).toBeCloseTo((5 - 1) / 6, 12);
    expect(spearman([1, 2, 3], [9, 5, 1])).toBeCloseTo(-1, 12);
    expect(kendall([1, 2, 3], [9, 5, 1])).toBe(-1);
    expect(spearman([1, 1], [1, 2])).toBeNaN();
  });

  it.each([
    ['agree', [0.1, 0.2], [3, 4]],
    ['agree', [-0.2, -0.1], [-4, -3]],
    ['contradict', [0.1, 0.2], [-4, -3]],
    ['tie', [-0.1, 0.2], [3, 4]],
    ['tie', [0.1, 0.2], [-3, 4]],
    ['tie', [0, 0.2], [3, 4]],
  ] as const)('says %s of intervals %j and %j', (verdict, [a, b], [c, d]) => {
    const offline = { mean: (a + b) / 2, low: a, high: b };
    const truth = { mean: (c + d) / 2, low: c, high: d };
    expect(verdictOf({ offline, truth })).toBe(verdict);
  });
});
