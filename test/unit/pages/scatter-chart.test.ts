import { describe, expect, it } from 'vitest';
import { scatterChart } from '../../../src/pages/index.ts';

describe('a scatter chart', () => {
  const labels = { title: 'a < b', xLabel: 'x', yLabel: 'y' };

  it('puts points in proportion, both scales from 0', () => {
    // Ends of the scales: 1.05 · 10 and 1.05 · 4. The plot is 56 … 424 wide, 276 … 32 high.
    const { markup } = scatterChart(
      [
        { name: 'far', x: 10, y: 4, error: 0 },
        { name: 'zero', x: 0, y: 0, error: 0 },
      ],
      labels,
    );
    const circles = [...markup.matchAll(/cx="([\d.]+)"\s+cy="([\d.]+)"/g)].map((m) => [m[1], m[2]]);
    const [x, y] = [56 + 368 / 1.05, 276 - 244 / 1.05];
    expect(circles).toEqual([
      [x.toFixed(1), y.toFixed(1)],
      ['56.0', '276.0'],
    ]);
  });

  it('draws error bars where there are any, and none below 0', () => {
    const { markup } = scatterChart([{ name: 'a', x: 1, y: 1, error: 2 }], labels);
    // The scale ends at 1.05 · 3: the bar reaches from 3 down to 0.
    const bar = /<rect\s+class="rest"[^>]*\sy="([\d.]+)"\s+height="([\d.]+)"/.exec(markup)!;
    expect(Number(bar[1]) + Number(bar[2])).toBeCloseTo(276, 0);
    expect(scatterChart([{ name: 'a', x: 1, y: 1, error: 0 }], labels).markup).not.toContain(
      'rect',
    );
  });

  it('escapes what it is told, and stands for no points at all', () => {
    expect(scatterChart([], labels).markup).toContain('aria-label="a &lt; b"');
    expect(scatterChart([], labels).markup).not.toContain('NaN');
  });
});
