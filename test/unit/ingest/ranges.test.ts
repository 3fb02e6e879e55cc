import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf, levelsOf } from '../../../src/ingest/ranges.ts';

const spans = (from: number, to: number, levels: readonly number[]): string[] =>
  coverOf({ from, to }, levels).map((range) => `${range.from}-${range.to}`);

describe('levels', () => {
  it('are tenths and hundredths where those are whole', () => {
    expect(levelsOf(1_000_000)).toEqual([1_000_000, 100_000, 10_000]);
    expect(levelsOf(30)).toEqual([30, 3]);
    expect(levelsOf(7)).toEqual([7]);
  });
});

describe('a cover', () => {
  // 237 lines at levels 100, 10, 1 of a range 0..100: two full ones, three tenths, seven leaves.
  it('takes the largest blocks first', () => {
    expect(spans(200, 237, [100, 10])).toEqual(['200-210', '210-220', '220-230', '230-237']);
    expect(spans(200, 300, [100, 10])).toEqual(['200-300']);
    expect(spans(200, 200, [100, 10])).toEqual([]);
  });

  it('begins where the lines begin, be that aligned or not', () => {
    expect(spans(37, 58, [100, 10])).toEqual(['37-40', '40-50', '50-58']);
    expect(spans(37, 100, [100, 10])).toEqual(['37-100']);
  });

  const lines = fc
    .tuple(fc.nat(2000), fc.nat(2000))
    .map(([from, more]) => ({ from, to: from + more }));
  it('is disjoint, ordered and without holes', () => {
    fc.assert(
      fc.property(lines, (range) => {
        const cover = coverOf(range, [400, 40, 4]);
        const ends = [range.from, ...cover.map(({ to }) => to)];
        expect(cover.map(({ from }) => from)).toEqual(ends.slice(0, -1));
        expect(ends.at(-1)).toBe(range.to);
      }),
    );
  });

  it('only joins ranges as lines come, and never cuts one', () => {
    fc.assert(
      fc.property(lines, fc.nat(500), (range, more) => {
        const before = coverOf(range, [400, 40, 4]);
        const after = coverOf({ from: range.from, to: range.to + more }, [400, 40, 4]);
        for (const old of before)
          expect(after.some(({ from, to }) => from <= old.from && old.to <= to)).toBe(true);
      }),
    );
  });
});
