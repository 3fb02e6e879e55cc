import { describe, expect, it } from 'vitest';
import { intervalChart } from '../../../src/pages/interval-chart.ts';

const row = (name: string, value: number, low: number, high: number) => ({
  name,
  value,
  low,
  high,
});
const chart = (...rows: readonly ReturnType<typeof row>[]): string =>
  intervalChart(rows, { title: 'a <b>', unit: 'minutes' }).markup;
const of = (markup: string, element: string, attribute: string): number[] =>
  [...markup.matchAll(new RegExp(`<${element}[^>]*\\s${attribute}="([^"]*)"`, 'g'))].map((m) =>
    Number(m[1]),
  );

describe('intervalChart', () => {
  it('draws values and intervals on one scale that holds 0', () => {
    // From 0 to 4 in steps of 1 over 520 − 170 − 20 = 330: 82.5 a unit from 170 on.
    const markup = chart(row('a', 2, 1, 4));
    expect(of(markup, 'circle', 'cx')).toEqual([335]);
    expect(/class="whisker"\s+x1="252.5"\s+x2="500.0"/.test(markup)).toBe(true);
    expect(/class="reference"\s+x1="170.0"/.test(markup)).toBe(true);
  });

  it('reaches below 0 where values do', () => {
    const markup = chart(row('a', -2, -4, 0));
    expect(of(markup, 'circle', 'cx')).toEqual([335]);
    expect(/class="reference"\s+x1="500.0"/.test(markup)).toBe(true);
  });

  it('can draw a single value of 0', () => {
    expect(of(chart(row('a', 0, 0, 0)), 'circle', 'cx')).toEqual([170]);
  });

  it('tells its unit, and what it shows to those who cannot see it', () => {
    expect(chart(row('x', 1, 0, 2))).toContain('aria-label="a &lt;b&gt;"');
    expect(chart(row('x', 1, 0, 2))).toContain('minutes');
  });
});
