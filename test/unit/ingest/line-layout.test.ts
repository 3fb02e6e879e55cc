import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksIn, blocksOfLines } from '../../../src/ingest/archived-blocks.ts';
import { layoutNotes, runsIn } from '../../../src/ingest/line-layout.ts';
import { rawLines } from '../../../src/ingest/raw-lines.ts';
import type { LineBlock } from '../../../src/events/index.ts';

/** A block of lines, one after the other with a line feed between. */
function blockOf(firstOffset: number, lines: readonly Buffer[]): LineBlock {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    ends.push((at += line.length));
    at++;
  }
  const feeds = lines.flatMap((line, n) => {
    const count = line.filter((byte) => byte === 10).length;
    return count === 0 ? [] : [[n, count] as const];
  });
  return {
    firstOffset,
    bytes: Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    ...(feeds.length === 0 ? {} : { feeds: new Map(feeds) }),
  };
}

const placed = (blocks: readonly LineBlock[]): [number, string][] =>
  blocks.flatMap(({ firstOffset, bytes, starts, ends }) =>
    [...starts].map((start, n): [number, string] => [
      firstOffset + n,
      Buffer.from(bytes.subarray(start, ends[n])).toString('latin1'),
    ]),
  );

const lines = fc
  .array(fc.uint8Array({ maxLength: 6 }), { maxLength: 8 })
  .map((all) => all.map((bytes) => Buffer.from(bytes)));
const step = fc.record({
  gap: fc.nat(5),
  why: fc.constantFrom('no-records' as const, 'deleted' as const),
  lines,
});

describe('how lines lie', () => {
  it('says nothing where every offset holds one line without line feeds', () => {
    const notes = layoutNotes();
    notes.lines(blockOf(5, [Buffer.from('a'), Buffer.from('b')]), 0, 2);
    expect(notes.layoutIn({ from: 5, to: 7 })).toEqual({});
  });

  it('counts by turns offsets without a line and offsets with one', () => {
    const notes = layoutNotes();
    notes.lines(blockOf(0, [Buffer.from('a'), Buffer.from('b\n')]), 0, 2);
    notes.gap({ from: 2, to: 4 }, 'no-records');
    notes.lines(blockOf(4, [Buffer.from('c')]), 0, 1);
    notes.gap({ from: 5, to: 9 }, 'deleted');
    // In [1, 8): 1 holds a line with one line feed, 2 and 3 none, 4 one, 5 to 7 were deleted.
    expect(notes.layoutIn({ from: 1, to: 8 })).toEqual({
      runs: [0, 1, 2, 1],
      feeds: [0, 1],
      lost: [{ from: 5, to: 8 }],
    });
  });

  it('lets an archive be cut into the very lines again, each at its offset', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.nat(1_000), (steps, from) => {
        const notes = layoutNotes();
        const raw = rawLines();
        const expected: [number, string][] = [];
        let to = from;
        for (const { gap, why, lines } of steps) {
          notes.gap({ from: to, to: to + gap }, why);
          to += gap;
          const block = blockOf(to, lines);
          notes.lines(block, 0, lines.length);
          raw.append(block, 0, lines.length);
          expected.push(...placed([block]));
          to += lines.length;
        }
        const content = { from, to, ...notes.layoutIn({ from, to }) };
        const blocks = blocksOfLines(raw.bytes(), content);
        expect(placed(blocks)).toEqual(expected);
        // The stretches follow each other from end to end.
        const ends = runsIn(content).map((run) => run.to);
        expect(runsIn(content).map((run) => run.from)).toEqual(
          to === from ? [] : [from, ...ends.slice(0, -1)],
        );
        const middle = { from: from + 2, to: to - 2 };
        const within = expected.filter(([at]) => at >= middle.from && at < middle.to);
        expect(placed(blocksIn(blocks, middle))).toEqual(within);
      }),
    );
  });
});
