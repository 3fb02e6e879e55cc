import { describe, expect, it } from 'vitest';
import { slidingRate } from '../../../src/http/control-rate.ts';

describe('a sliding rate', () => {
  it('is not known before two notes lie a second apart', () => {
    const rate = slidingRate(10_000);
    expect(rate.perSecond()).toBeNull();
    rate.note(5, 0);
    rate.note(9, 999);
    expect(rate.perSecond()).toBeNull();
    rate.note(9, 1_000);
    expect(rate.perSecond()).toBe(4);
  });

  it('looks back over its window only', () => {
    const rate = slidingRate(10_000);
    // 100 a second for 20 s, then nothing for 5 s: 500 in the last 10 s.
    for (let second = 0; second <= 20; second++) rate.note(100 * second, second * 1_000);
    expect(rate.perSecond()).toBe(100);
    for (let second = 21; second <= 25; second++) rate.note(2_000, second * 1_000);
    expect(rate.perSecond()).toBe(50);
  });

  it('covers the whole window when notes are rare', () => {
    const rate = slidingRate(10_000);
    rate.note(0, 0);
    rate.note(60, 60_000);
    expect(rate.perSecond()).toBe(1);
  });

  it('begins anew with a counter that fell', () => {
    const rate = slidingRate(10_000);
    rate.note(1_000, 0);
    rate.note(10, 5_000);
    expect(rate.perSecond()).toBeNull();
    rate.note(30, 7_000);
    expect(rate.perSecond()).toBe(10);
  });
});
