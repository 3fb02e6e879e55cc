import { array, assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeLines } from '../../../src/supervision/whole-lines.ts';

/** The lines that come of some pieces, the end included. */
function linesOf(pieces: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const whole = wholeLines((line) => lines.push(line));
  for (const piece of pieces) whole.take(piece);
  whole.end();
  return lines;
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('lines from pieces', () => {
  it('waits for the end of a line', () => {
    const lines: string[] = [];
    const whole = wholeLines((line) => lines.push(line));
    whole.take(bytes('half'));
    expect(lines).toEqual([]);
    whole.take(bytes(' a line\nand'));
    expect(lines).toEqual(['half a line']);
  });

  it('hands over what stands after the last line end when the stream ends', () => {
    expect(linesOf([bytes('one\ntwo')])).toEqual(['one', 'two']);
    expect(linesOf([bytes('one\n')])).toEqual(['one']);
  });

  it('drops the carriage return of a line end', () => {
    expect(linesOf([bytes('one\r\ntwo\r\n')])).toEqual(['one', 'two']);
  });

  it('puts characters together that were torn between two pieces', () => {
    // é is C3 A9.
    expect(linesOf([Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa9, 0x0a)])).toEqual(['aé']);
  });

  it('hands over a line without end in pieces of 16,384 characters', () => {
    const lines = linesOf([bytes('x'.repeat(40_000))]);
    expect(lines.map((line) => line.length)).toEqual([16_384, 16_384, 7_232]);
  });

  it('gives the same lines however the text is cut', () => {
    assert(
      property(
        array(string({ unit: 'grapheme' }).filter((s) => !/[\r\n]/.test(s))),
        integer({ min: 1, max: 7 }),
        (texts, size) => {
          const all = bytes(texts.map((text) => `${text}\n`).join(''));
          const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, k) =>
            all.subarray(k * size, (k + 1) * size),
          );
          expect(linesOf(pieces)).toEqual(linesOf([all]));
        },
      ),
    );
  });
});
