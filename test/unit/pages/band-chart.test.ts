import { describe, expect, it } from 'vitest';
import { bandChart } from '../../../src/pages/index.ts';
import { linearScale } from '../../../src/pages/linear-scale.ts';

describe('a linear scale', () => {
  it('has round ends that hold all values, and puts them at the ends of the stretch', () => {
    const { ticks, at } = linearScale([-3, 11], [0, 100]);
    // A span of 14: steps of 5 from −5 to 15.
    expect(ticks).toEqual([-5, 0, 5, 10, 15]);
    expect(at(-5)).toBe(0);
    expect(at(15)).toBe(100);
    expect(at(5)).toBe(50);
  });

  it('keeps what lies beyond at its end', () => {
    const { at } = linearScale([0, 10], [200, 0]);
    expect(at(1e6)).toBe(0);
    expect(at(-1e6)).toBe(200);
  });

  it('of a single value has a span all the same', () => {
    expect(linearScale([0], [0, 1]).ticks.length).toBeGreaterThan(1);
  });
});

describe('a band chart', () => {
  const point = (x: number, half: number) => ({ x, value: 1, low: 1 - half, high: 1 + half });

  it('scales by the later half of each band, so that wide beginnings hide nothing', () => {
    const bands = [{ name: '5 %', points: [point(1, 1000), point(2, 2), point(3, 1)] }];
    const { markup } = bandChart(bands, {
      title: 'effect',
      xLabel: 'users',
      yLabel: 'minutes',
      references: [{ value: 0, name: 'none' }],
    });
    expect(markup).not.toContain('>1,000<');
    // Each band is closed, has a line and a dot, and stands on a labelled scale.
    expect(markup.match(/class="band"/g)).toHaveLength(1);
    expect(markup.match(/class="line-now"/g)).toHaveLength(1);
    expect(markup).toContain('minutes');
  });

  it('draws nothing for a band without points', () => {
    const { markup } = bandChart(
      [
        { name: 'empty', points: [] },
        { name: 'one', points: [point(1, 1)] },
      ],
      { title: 't', xLabel: 'x', yLabel: 'y', references: [] },
    );
    expect(markup.match(/class="band"/g)).toHaveLength(1);
  });
});
