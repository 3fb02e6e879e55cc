import { describe, expect, it } from 'vitest';
import { trendChart } from '../../../src/pages/trend-chart.ts';

const point = (now: number | null, before: number | null = null) => ({ label: 'd', now, before });
const chart = (...points: readonly ReturnType<typeof point>[]): string =>
  trendChart(points, { title: 't', unit: 'availability, %', most: 100 }).markup;

describe('trendChart', () => {
  it('draws a day to scale: the top of the scale is 32 from above, 0 is 154', () => {
    const markup = chart(point(100), point(0), point(50));
    expect([...markup.matchAll(/cy="([^"]*)"/g)].map((m) => Number(m[1]))).toEqual([32, 154, 93]);
  });

  it('breaks the line where a day has no value', () => {
    const path = /class="line-now" d="([^"]*)"/.exec(
      chart(point(1), point(2), point(null), point(3)),
    )![1]!;
    expect(path.replace(/[^ML]/g, '')).toBe('MLM');
  });

  it('draws the week before with another mark and another line', () => {
    const markup = chart(point(50, 60), point(50, 60));
    expect(markup.match(/class="before-mark"/g)).toHaveLength(2);
    expect(markup.match(/<circle/g)).toHaveLength(2);
    expect(markup).toContain('class="line-before"');
  });

  it('draws no line for a series without a value', () => {
    expect(chart(point(50))).not.toContain('line-before');
  });
});
