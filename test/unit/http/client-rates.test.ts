import { describe, expect, it } from 'vitest';
import { clientRates } from '../../../src/http/client-rates.ts';

describe('client rates', () => {
  it('lets a burst pass at once, then so many a second, and says when the next is free', () => {
    const rates = clientRates({ perSecond: 2, burst: 3 });
    expect([1, 2, 3].map(() => rates.take('a', 0))).toEqual([0, 0, 0]);
    expect(rates.take('a', 0)).toBe(500);
    expect(rates.take('a', 250)).toBe(250); // half a request has come
    expect(rates.take('a', 500)).toBe(0);
    expect(rates.take('a', 501)).toBeGreaterThan(0);
  });

  it('gives each client a share of its own, and never more than a burst after a rest', () => {
    const rates = clientRates({ perSecond: 1, burst: 1 });
    expect(rates.take('a', 0)).toBe(0);
    expect(rates.take('b', 0)).toBe(0);
    expect(rates.take('a', 3_600_000)).toBe(0);
    expect(rates.take('a', 3_600_000)).toBe(1_000);
  });

  it('forgets those who were quiet longest, so that addresses cannot fill the memory', () => {
    const rates = clientRates({ perSecond: 1, burst: 1 });
    rates.take('first', 0);
    for (let n = 0; n < 10_000; n++) rates.take(`${n}`, 0);
    expect(rates.take('first', 0)).toBe(0);
    expect(rates.take('9999', 0)).toBe(1_000);
  });
});
