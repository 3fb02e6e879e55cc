import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineBlock } from '../../../src/events/index.ts';
import { mergedLines, restLines } from '../../../src/ingest/rest-lines.ts';

/** One line of a range: as it came, and as an event would be written, if one came of it. */
interface Line {
  readonly raw: Uint8Array;
  readonly event: string | null;
}

const rawOf = (lines: readonly Line[]): Buffer =>
  Buffer.concat(lines.flatMap(({ raw }) => [raw, Buffer.of(10)]));

/** The lines as one block; a line may hold line feeds, as a record of Kafka may. */
function blockOf(lines: readonly Line[], firstOffset: number): LineBlock {
  let at = 0;
  const spans = lines.map(({ raw }) => {
    const span = [at, at + raw.length] as const;
    at += raw.length + 1;
    return span;
  });
  return {
    firstOffset,
    bytes: rawOf(lines),
    starts: Uint32Array.from(spans.map(([start]) => start)),
    ends: Uint32Array.from(spans.map(([, end]) => end)),
  };
}

const events = (lines: readonly Line[], from: number, take: (at: number, line: string) => void) =>
  lines.forEach(({ event }, index) => {
    if (event !== null) take(from + index, event);
  });

const text = (value: string): Uint8Array => Buffer.from(value);

function restOf(lines: readonly Line[], from: number) {
  const rest = restLines([blockOf(lines, from)], from);
  events(lines, from, rest.take);
  return rest.finish();
}

describe('the rest of a range', () => {
  it('holds the lines that no event gives back, with their distance from the beginning', () => {
    const lines = [
      { raw: text('a'), event: 'a' },
      { raw: text('bad'), event: null },
      { raw: text('c:00'), event: 'c' },
      { raw: text('d'), event: 'd' },
      { raw: text('e'), event: null },
    ];
    const { bytes, lineCount } = restOf(lines, 700);
    expect(bytes.toString()).toBe('1\t3\tbad\n2\t4\tc:00\n4\t1\te\n');
    expect(lineCount).toBe(3);
  });

  it('is nothing where every line is its event', () => {
    const lines = ['x', 'ÿ', ''].map((line) => ({ raw: text(line), event: line }));
    expect(restOf(lines, 0)).toEqual({ bytes: Buffer.alloc(0), lineCount: 0 });
  });

  it('takes no longer line for one that begins like it', () => {
    const lines = [{ raw: text('star+trek'), event: 'star' }];
    expect(restOf(lines, 0).bytes.toString()).toBe('0\t9\tstar+trek\n');
  });

  it('gives any lines back exactly, be they text or not', () => {
    const bytes = fc.uint8Array({ maxLength: 12 });
    const word = fc.string({ maxLength: 8 }).map((s) => s.toWellFormed());
    const line = fc.oneof(
      bytes.map((raw): Line => ({ raw, event: null })),
      word.map((event): Line => ({ raw: text(event), event })),
      fc.tuple(bytes, word).map(([raw, event]): Line => ({ raw, event })),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.nat(5_000), (lines, from) => {
        const merged = mergedLines(restOf(lines, from).bytes, from);
        events(lines, from, merged.take);
        expect(merged.finish().equals(rawOf(lines))).toBe(true);
      }),
    );
  });
});
