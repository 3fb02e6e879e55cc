import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from '../../../src/math/top-k.ts';

describe('topK', () => {
  it('gives the highest scores first and the lower index first among equals', () => {
    expect([...topK([1, 3, 2, 3, 0], 3)]).toEqual([1, 3, 2]);
  });

  it('leaves out what is excluded and what has no score', () => {
    expect([...topK([5, NaN, 4, 3], 3, new Set([0]))]).toEqual([2, 3]);
  });

  it('gives nothing for k = 0 and for no scores', () => {
    expect([...topK([1, 2], 0)]).toEqual([]);
    expect([...topK([], 3)]).toEqual([]);
  });

  it('orders infinities like other numbers', () => {
    expect([...topK([-Infinity, Infinity, 0, -Infinity, Infinity], 5)]).toEqual([1, 4, 2, 0, 3]);
  });

  it('agrees with sorting everything', () => {
    const score = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
    const excluded = fc.uniqueArray(fc.nat(60));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.nat(70), excluded, (scores, k, out) => {
        const sorted = scores
          .map((_score, index) => index)
          .filter((index) => !out.includes(index))
          .sort((a, b) => (scores[b]! > scores[a]! ? 1 : scores[b]! < scores[a]! ? -1 : a - b));
        expect([...topK(scores, k, new Set(out))]).toEqual(sorted.slice(0, k));
      }),
    );
  });
});
