import { describe, expect, it } from 'vitest';
import {
  bucketsOf,
  countedSince,
  parseMetrics,
  quantileOf,
  total,
} from '../../../src/http/control-metrics-text.ts';

const TEXT = `# HELP lists_total Lists.
# TYPE lists_total counter
lists_total{route="/recommend/:userId",tier="personal"} 7
lists_total{route="/recommend/:userId",tier="say \\"hi\\"\\n"} 3
lists_total{route="none"} 5 1700000000000
up 1
broken{
nan NaN
took_bucket{route="a",le="0.1"} 8
took_bucket{route="a",le="0.01"} 2
took_bucket{route="a",le="+Inf"} 10
took_bucket{route="b",le="0.1"} 100
`;
const samples = parseMetrics(TEXT);

describe('a text of metrics', () => {
  it('is read line by line; what is no sample is passed over', () => {
    expect(samples.map(({ name }) => name)).toEqual(
      'lists_total lists_total lists_total up took_bucket took_bucket took_bucket took_bucket'.split(
        ' ',
      ),
    );
    expect(samples[1]!.labels['tier']).toBe('say "hi"\n');
  });

  it('is added up by name and labels', () => {
    expect(total(samples, 'lists_total')).toBe(15);
    expect(total(samples, 'lists_total', ({ tier }) => tier === 'personal')).toBe(7);
    expect(total(samples, 'missing')).toBe(0);
  });
});

describe('a histogram', () => {
  const counts = bucketsOf(samples, 'took', ({ route }) => route === 'a');

  it('is ordered by its bounds', () => {
    expect([...counts]).toEqual([
      [0.01, 2],
      [0.1, 8],
      [Infinity, 10],
    ]);
  });

  it('spreads values evenly inside a bucket', () => {
    // Rank 5 of 10 is the third of six values between 0.01 and 0.1: 0.01 + 0.09 · 3/6.
    expect(quantileOf(counts, 0.5)).toBeCloseTo(0.055, 12);
    // Rank 1 of 10 is the first of two values between 0 and 0.01.
    expect(quantileOf(counts, 0.1)).toBeCloseTo(0.005, 12);
  });

  it('says the last bound for values beyond it, and nothing without values', () => {
    expect(quantileOf(counts, 0.99)).toBe(0.1);
    expect(quantileOf(new Map([[Infinity, 0]]), 0.5)).toBeNull();
    expect(quantileOf(new Map(), 0.5)).toBeNull();
  });

  it('is told from an earlier state, and from one that began anew', () => {
    const later = new Map([
      [0.01, 2],
      [0.1, 9],
      [Infinity, 12],
    ]);
    expect([...countedSince(later, counts)!.values()]).toEqual([0, 1, 2]);
    expect(countedSince(counts, later)).toBeNull();
  });
});
