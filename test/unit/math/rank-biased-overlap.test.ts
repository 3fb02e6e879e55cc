import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankBiasedOverlap } from '../../../src/math/rank-biased-overlap.ts';

const list = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { minLength: 1, maxLength: 10 });

describe('rankBiasedOverlap', () => {
  it('weighs agreement by depth', () => {
    // p = 1/2; X: 0, 2, so the sum is 1/2 · (0 · 1/2 + 1 · 1/4) · 2 = 1/4, and the rest 1 · 1/4.
    expect(rankBiasedOverlap(['a', 'b'], ['b', 'a'], 0.5)).toBeCloseTo(0.5, 12);
    // Lengths 1 and 2, X: 1, 1: 1/2 and 1/2 · 1/4 of the heads, and 1 · (2 − 1)/(1 · 2) · 1/4 of
    // the unseen second place, then (0 + 1) · 1/4.
    expect(rankBiasedOverlap(['a'], ['a', 'b'], 0.5)).toBeCloseTo(0.5 + 0.125 + 0.125 + 0.25, 12);
  });

  it('gives 1 to equal lists, however long', () =>
    fc.assert(
      fc.property(list, (a) => {
        expect(rankBiasedOverlap(a, a)).toBeCloseTo(1, 12);
      }),
    ));

  it('lies between 0 and 1 and does not care which list comes first', () =>
    fc.assert(
      fc.property(list, list, (a, b) => {
        const overlap = rankBiasedOverlap(a, b);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-12);
        expect(rankBiasedOverlap(b, a)).toBeCloseTo(overlap, 12);
      }),
    ));

  it('falls when two lists part earlier', () => {
    const a = [...'abcdef'];
    const late = rankBiasedOverlap(a, [...'abcdex']);
    expect(rankBiasedOverlap(a, [...'xbcdef'])).toBeLessThan(late);
  });

  it('gives 0 to lists that share nothing, and to an empty one beside another', () => {
    expect(rankBiasedOverlap(['a', 'b'], ['c', 'd', 'e'])).toBe(0);
    expect(rankBiasedOverlap([], ['a'])).toBe(0);
    expect(rankBiasedOverlap([], [])).toBe(1);
  });
});
