import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownLines, type TimedLines } from '../../../../src/cli/roles/unknown-lines.ts';

const segment = (minTimeMs: number, maxTimeMs: number, read: number): TimedLines => ({
  minTimeMs,
  maxTimeMs,
  ledger: { read },
});

describe('lines that no model knows', () => {
  it('are those of later segments, and of one across the instant the part that comes after', () => {
    const segments = [segment(0, 100, 50), segment(100, 200, 400), segment(200, 300, 7)];
    // A quarter of the second one's time lies after 175: 100 of its lines, and all of the third.
    expect(unknownLines(segments, 175)).toBe(107);
  });

  it('are all lines before the first model', () => {
    expect(unknownLines([segment(0, 100, 50), segment(100, 200, 400)], null)).toBe(450);
  });

  it('are none of a segment without any time, in which nothing can be used', () => {
    expect(unknownLines([{ minTimeMs: null, maxTimeMs: null, ledger: { read: 9 } }], null)).toBe(0);
  });

  it('become never more when a model knows more, and never more than there are', () => {
    const some = fc.array(
      fc
        .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
        .map(([from, length, read]) => segment(from, from + length, read)),
    );
    fc.assert(
      fc.property(some, fc.nat(2500), fc.nat(2500), (segments, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const all = segments.reduce((sum, { ledger }) => sum + ledger.read, 0);
        expect(unknownLines(segments, late)).toBeLessThanOrEqual(unknownLines(segments, early));
        expect(unknownLines(segments, early)).toBeLessThanOrEqual(all);
      }),
    );
  });
});
