import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShowrunnerError } from '../../../src/domain/errors.ts';
import { decodeSafetensors, encodeSafetensors, type TensorFile } from '../../../src/store/index.ts';

/** A file from a header written by hand. */
function file(header: string, data: readonly number[] = []): Uint8Array {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Uint8Array.from(data)]);
}

describe('encodeSafetensors', () => {
  it('writes the bytes of the format, worked out by hand', () => {
    const bytes = encodeSafetensors({
      tensors: { x: { shape: [2], data: Float32Array.from([1, -2]) } },
      metadata: {},
    });
    // Header: {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} is 54 characters, padded
    // with two blanks to 56 = 0x38. 1.0 is 0x3f800000, −2.0 is 0xc0000000, little-endian.
    const header = '{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  ';
    expect(header).toHaveLength(56);
    expect([...bytes.subarray(0, 8)]).toEqual([0x38, 0, 0, 0, 0, 0, 0, 0]);
    expect(Buffer.from(bytes.subarray(8, 64)).toString()).toBe(header);
    expect([...bytes.subarray(64)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('puts wide types first and sorts names and metadata, whatever the order given', () => {
    const a = { shape: [1], data: Int8Array.from([7]) };
    const b = { shape: [1], data: Float64Array.from([1]) };
    const c = { shape: [], data: Uint32Array.from([9]) };
    const one = encodeSafetensors({ tensors: { a, b, c }, metadata: { k: '1', j: '2' } });
    const two = encodeSafetensors({ tensors: { c, b, a }, metadata: { j: '2', k: '1' } });
    expect(one).toEqual(two);
    expect(Buffer.from(one).toString('latin1')).toContain(
      '{"__metadata__":{"j":"2","k":"1"},"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},' +
        '"c":{"dtype":"U32","shape":[],"data_offsets":[8,12]},' +
        '"a":{"dtype":"I8","shape":[1],"data_offsets":[12,13]}}',
    );
  });

  it('refuses a shape that does not fit its data', () => {
    const tensors = { x: { shape: [2, 2], data: Float32Array.from([1, 2, 3]) } };
    expect(() => encodeSafetensors({ tensors, metadata: {} })).toThrow(
      'found 3 numbers, expected shape [2, 2]',
    );
  });
});

describe('decodeSafetensors', () => {
  it('reads back what was written', () => {
    const float = fc.float32Array({ noNaN: false });
    const any = fc.oneof(
      float,
      fc.float64Array(),
      fc.int32Array(),
      fc.uint32Array(),
      fc.int8Array(),
    );
    const name = fc.string({ unit: 'binary' }).filter((text) => text !== '__metadata__');
    const tensor = any.map((data) => ({ shape: [1, data.length], data }));
    fc.assert(
      fc.property(
        fc.dictionary(name, tensor),
        fc.dictionary(fc.string(), fc.string()),
        (tensors, metadata) => {
          const given: TensorFile = { tensors, metadata };
          const read = decodeSafetensors(encodeSafetensors(given), 'x');
          expect(Object.entries(read.tensors).sort()).toEqual(Object.entries(tensors).sort());
          expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(metadata).sort());
        },
      ),
    );
  });

  it('reads tensors that another program put at odd places', () => {
    const header =
      '{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},' +
      '"b":{"dtype":"I32","shape":[1],"data_offsets":[1,5]}}';
    const { tensors } = decodeSafetensors(file(header, [5, 1, 1, 0, 0]), 'x');
    expect(tensors['b']!.data).toEqual(Int32Array.from([257]));
  });

  const tensor = (fields: string): string => `{"a":{${fields}}}`;
  it.each([
    ['a file of seven bytes', new Uint8Array(7), 'found 7 bytes'],
    ['a header beyond the end', Uint8Array.from([9, 0, 0, 0, 0, 0, 0, 0, 1]), 'header of 9 bytes'],
    [
      'a header length of 2⁶⁴ − 1',
      new Uint8Array(9).fill(255),
      'found a header of 18446744073709552000 bytes',
    ],
    ['text that is not JSON', file('{"a"'), 'not JSON'],
    ['bytes that are not UTF-8', Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 255]), 'not JSON'],
    ['a list for a header', file('[]'), 'no object'],
    ['null for a header', file('null'), 'no object'],
    ['a number for a tensor', file('{"a":1}'), "no description of tensor 'a'"],
    ['an unknown type', file(tensor('"dtype":"F16","shape":[0],"data_offsets":[0,0]')), 'F16'],
    ['an inherited name for a type', file(tensor('"dtype":"toString"')), 'toString'],
    ['a missing shape', file(tensor('"dtype":"I8","data_offsets":[0,0]')), 'shape undefined'],
    ['a negative size', file(tensor('"dtype":"I8","shape":[-1],"data_offsets":[0,0]')), '[-1]'],
    ['three offsets', file(tensor('"dtype":"I8","shape":[0],"data_offsets":[0,0,0]')), 'offsets'],
    ['a broken offset', file(tensor('"dtype":"I8","shape":[0],"data_offsets":[0,0.5]')), '0.5'],
    ['no offsets', file(tensor('"dtype":"I8","shape":[0]')), 'offsets undefined'],
    [
      'fewer bytes than the shape needs',
      file(tensor('"dtype":"I32","shape":[2],"data_offsets":[0,4]'), [0, 0, 0, 0]),
      "found 4 bytes of tensor 'a', expected the 8",
    ],
    [
      'a hole before a tensor',
      file(tensor('"dtype":"I8","shape":[1],"data_offsets":[1,2]'), [0, 0]),
      'at byte 1',
    ],
    ['bytes after the last', file('{}', [0]), 'found 1 bytes of data, expected the 0'],
    [
      'less data than offsets say',
      file(tensor('"dtype":"I8","shape":[2],"data_offsets":[0,2]'), [0]),
      'found 1 bytes of data, expected the 2',
    ],
    ['metadata that is a list', file('{"__metadata__":[]}'), 'no map of texts'],
    ['metadata that holds numbers', file('{"__metadata__":{"a":1}}'), 'no map of texts'],
  ])('refuses %s', (_name, bytes, message) => {
    expect(() => decodeSafetensors(bytes, 'model.safetensors')).toThrow(
      expect.objectContaining({
        code: 'TENSORS_UNREADABLE',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  it('never fails in another way, whatever bytes it is given', () => {
    const sound = encodeSafetensors({
      tensors: { ab: { shape: [2, 1], data: Float32Array.from([1, 2]) } },
      metadata: { key: 'value' },
    });
    const changed = fc
      .array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 4 })
      .map((edits) => {
        const bytes = sound.slice();
        for (const [at, value] of edits) bytes[at] = value;
        return bytes;
      });
    const cut = fc.nat(sound.length).map((length) => sound.slice(0, length));
    fc.assert(
      fc.property(fc.oneof(changed, cut, fc.uint8Array()), (bytes) => {
        try {
          decodeSafetensors(bytes, 'x');
        } catch (thrown) {
          expect((thrown as ShowrunnerError).code).toBe('TENSORS_UNREADABLE');
        }
      }),
      { numRuns: 2000 },
    );
  });
});
