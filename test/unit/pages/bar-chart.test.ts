import { describe, expect, it } from 'vitest';
import { barChart } from '../../../src/pages/bar-chart.ts';

const bar = (...values: readonly number[]) => ({
  label: 'x',
  title: 't',
  parts: values.map((value, k) => ({ value, colour: k === 0 ? 'good' : 'bad' }) as const),
});
const chart = (...bars: readonly ReturnType<typeof bar>[]): string =>
  barChart(bars, { title: 'a <chart>', unit: 'things' }).markup;
const numbers = (markup: string, attribute: string): number[] =>
  [...markup.matchAll(new RegExp(`<rect[^>]*\\s${attribute}="([^"]*)"`, 'g'))].map((m) =>
    Number(m[1]),
  );
const scale = (markup: string): string[] =>
  [...markup.matchAll(/text-anchor="end">([^<]*)</g)].map((m) => m[1]!);

describe('barChart', () => {
  it('draws parts to scale, one on the other', () => {
    // The plot is 220 − 32 − 26 = 162 high and ends at 4 (steps of 1): 3 is 121.5, 1 is 40.5.
    const markup = chart(bar(3, 1));
    expect(numbers(markup, 'height')).toEqual([121.5, 40.5]);
    expect(numbers(markup, 'y')).toEqual([72.5, 32]);
  });

  it('draws nothing for a part of 0', () => {
    expect(numbers(chart(bar(0, 5), bar(0, 0)), 'height')).toHaveLength(1);
  });

  it('has a scale of round steps that reaches the greatest bar', () => {
    expect(scale(chart(bar(41)))).toEqual(['0', '20', '40', '60']);
    expect(scale(chart(bar(18_400)))).toEqual(['0', '5,000', '10,000', '15,000', '20,000']);
    expect(scale(chart(bar(0)))).toEqual(['0', '1']);
    expect(scale(chart(bar(1)))).toEqual(['0', '1']);
  });

  it('tells those who cannot see it what it shows', () => {
    expect(chart(bar(1))).toContain('role="img" aria-label="a &lt;chart&gt;"');
  });
});
