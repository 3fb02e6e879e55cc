import { createRecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOfBatches } from '../../../src/adapters/kafka-record-batch.ts';
import { recordBatch } from '../../../src/adapters/kafka-writer.ts';

const WHOLE = { from: 0, to: Infinity, aborted: [], source: 'kafka:c/t' };

const linesIn = (records: Buffer, limits = WHOLE): [number, string][] =>
  linesOfBatches(records, limits).blocks.flatMap(({ firstOffset, bytes, starts, ends }) =>
    [...starts].map((start, n): [number, string] => [
      firstOffset + n,
      Buffer.from(bytes.subarray(start, ends[n])).toString('latin1'),
    ]),
  );

/** A batch as the library's producer writes it. */
const theirs = (values: readonly Buffer[]): Buffer =>
  Buffer.from(
    createRecordsBatch(
      values.map((value) => ({
        topic: 't',
        partition: 0,
        key: Buffer.from('key'),
        value,
      })) as never,
    ).buffer,
  );

describe('record batches', () => {
  it('come back as the lines that were written, by us and by others', () => {
    const line = fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10)));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 200 }), (lines) => {
        const bytes = Buffer.concat(lines.flatMap((l) => [l, Buffer.from('\n')]));
        const expected = lines.map((l, n) => [n, l.toString('latin1')]);
        expect(linesIn(recordBatch(bytes, 1_767_571_262_000))).toEqual(expected);
        expect(linesIn(theirs(lines))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('are read from an offset to another, and a batch that is cut off waits for the next fetch', () => {
    const batch = recordBatch(Buffer.from('a\nb\nc\n'), 0);
    const second = Buffer.from(batch);
    second.writeBigInt64BE(3n, 0);
    const both = Buffer.concat([batch, second]);
    expect(linesIn(both, { ...WHOLE, from: 1, to: 4 })).toEqual([
      [1, 'b'],
      [2, 'c'],
      [3, 'a'],
    ]);
    expect(linesOfBatches(both.subarray(0, -1), WHOLE).nextOffset).toBe(3);
  });

  it('are refused when a bit has flipped', () => {
    const batch = recordBatch(Buffer.from('a\nb\nc\n'), 0);
    batch[batch.length - 3]! ^= 1;
    expect(() => linesIn(batch)).toThrow(/does not have its checksum/);
  });
});
