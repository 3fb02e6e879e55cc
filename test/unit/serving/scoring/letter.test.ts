import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LetterReader, LetterWriter } from '../../../../src/serving/scoring/letter.ts';

const entry = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), value: fc.double() }),
  fc.record({ kind: fc.constant('wholes' as const), value: fc.uint32Array({ size: 'large' }) }),
  fc.record({ kind: fc.constant('singles' as const), value: fc.float32Array({ size: 'large' }) }),
  fc.record({
    kind: fc.constant('doubles' as const),
    value: fc.option(fc.float64Array({ size: 'large' }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('text' as const), value: fc.string({ unit: 'grapheme' }) }),
);

describe('a letter', () => {
  it('is read as it was written, letter after letter, whatever it holds', () => {
    const [writer, reader] = [new LetterWriter(), new LetterReader()];
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        writer.begin();
        for (const { kind, value } of entries) writer[kind](value as never);
        reader.memory = writer.memory;
        reader.begin();
        for (const { kind, value } of entries) expect(reader[kind]()).toEqual(value);
      }),
      { seed: 1 },
    );
  });

  it('goes on in larger memory where it does not fit', () => {
    const [writer, reader] = [new LetterWriter(), new LetterReader()];
    const small = writer.memory;
    writer.begin();
    writer.number(7);
    // A million numbers take 8 MB; the first memory has 64 KiB.
    const many = Float64Array.from({ length: 1_000_000 }, (_, at) => at);
    writer.doubles(many);
    expect(writer.memory).not.toBe(small);
    reader.memory = writer.memory;
    reader.begin();
    expect(reader.number()).toBe(7);
    expect(reader.doubles()).toEqual(many);
  });
});
