import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownLines, type TimedLines } from '../../../../src/cli/roles/unknown-lines.ts';

const segment = (minTimeMs: number, maxTimeMs: number, read: number): TimedLines => ({
  minTimeMs,
  maxTimeMs,
  ledger: { read },
});

/** As if the lines of a segment came evenly over its time. */
const evenly = async ({ minTimeMs, maxTimeMs }: TimedLines, instantMs: number): Promise<number> =>
  (maxTimeMs! - instantMs) / Math.max(1, maxTimeMs! - minTimeMs!);

describe('lines that no model knows', () => {
  it('are those of later segments, and of one across the instant the part that comes after', async () => {
    const segments = [segment(0, 100, 50), segment(100, 200, 400), segment(200, 300, 7)];
    // A quarter of the second one's time lies after 175: 100 of its lines, and all of the third.
    expect(await unknownLines(segments, 175, evenly)).toBe(107);
  });

  it('are none of what came up to the instant, which a model knows', async () => {
    expect(await unknownLines([segment(0, 100, 50)], 100, evenly)).toBe(0);
    expect(await unknownLines([segment(100, 200, 50)], 100, async () => 0.5)).toBe(25);
  });

  it('are all lines before the first model', async () => {
    const segments = [segment(0, 100, 50), segment(100, 200, 400)];
    expect(await unknownLines(segments, null, evenly)).toBe(450);
  });

  it('are none of a segment without any time, in which nothing can be used', async () => {
    const none = { minTimeMs: null, maxTimeMs: null, ledger: { read: 9 } };
    expect(await unknownLines([none], null, evenly)).toBe(0);
  });

  it('become never more when a model knows more, and never more than there are', async () => {
    const some = fc.array(
      fc
        .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
        .map(([from, length, read]) => segment(from, from + length, read)),
    );
    await fc.assert(
      fc.asyncProperty(some, fc.nat(2500), fc.nat(2500), async (segments, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const all = segments.reduce((sum, { ledger }) => sum + ledger.read, 0);
        const unknown = await unknownLines(segments, early, evenly);
        expect(await unknownLines(segments, late, evenly)).toBeLessThanOrEqual(unknown);
        expect(unknown).toBeLessThanOrEqual(all);
      }),
    );
  });
});
