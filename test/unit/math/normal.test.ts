import { describe, expect, it } from 'vitest';
import { logGamma } from '../../../src/math/log-gamma.ts';
import { normalCdf, normalQuantile } from '../../../src/math/normal.ts';

describe('the normal distribution', () => {
  it('has the probabilities of the published tables', () => {
    // Abramowitz & Stegun, table 26.1.
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalCdf(-2)).toBeCloseTo(0.022750131948179, 14);
    expect(normalCdf(5) / (1 - 2.866515718791939e-7)).toBeCloseTo(1, 14);
    expect(normalCdf(-6) / 9.865876450376981e-10).toBeCloseTo(1, 10);
    expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
  });

  it('is one curve where its two formulas meet', () => {
    const [below, above] = [normalCdf(-4), normalCdf(-4 - 1e-9)];
    expect(above / below).toBeCloseTo(1, 7);
    expect(above).toBeLessThan(below);
  });

  it('has a quantile that undoes it', () => {
    for (const p of [1e-12, 1e-6, 0.001, 0.025, 0.31, 0.5, 0.9, 0.975, 0.9999])
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalQuantile(1.1)).toBeNaN();
  });
});

describe('logGamma', () => {
  it('is the logarithm of factorials and of √π', () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    // Stirling alone, to the order that is left at a million.
    const large = 1e6;
    const stirling = (large - 0.5) * Math.log(large) - large + 0.5 * Math.log(2 * Math.PI);
    expect(logGamma(large) / (stirling + 1 / (12 * large))).toBeCloseTo(1, 14);
    expect(logGamma(0)).toBeNaN();
  });
});
