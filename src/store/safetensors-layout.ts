import { errorOf } from '../domain/errors.ts';

/** A dense array with its shape, as safetensors stores it. Row-major; no dimensions is a scalar. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | Uint32Array | Int8Array;
}

/** What a safetensors file holds. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Free text by key, the header's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The types of numbers by their names in a header. */
export const DTYPES = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  I8: Int8Array,
} as const;
export type Dtype = keyof typeof DTYPES;

const dtypeOf = (data: Tensor['data']): Dtype =>
  (Object.keys(DTYPES) as Dtype[]).find((dtype) => data instanceof DTYPES[dtype])!;

/** How many numbers a shape holds. */
export const elementCount = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

const ALIGNMENT = 8;

/** The bytes of a file in order, none of them copied. */
export interface SafetensorsLayout {
  /** u64 length of the header, and the header. */
  readonly head: Uint8Array;
  /** The tensors' own memory. */
  readonly parts: readonly Uint8Array[];
  readonly sizeBytes: number;
}

/**
 * How tensors lie in a safetensors file: u64 length of the header, the header in JSON padded with
 * blanks to a multiple of 8, the data. Wide types come first, so that every tensor starts at a
 * multiple of its element's size. Equal tensors lie the same, whatever the order of keys.
 *
 * @throws InvariantError `SHAPE_MISMATCH` when a shape does not fit its data
 * Source: https://github.com/huggingface/safetensors#format
 */
export function safetensorsLayout({ tensors, metadata }: TensorFile): SafetensorsLayout {
  const entries = Object.entries(tensors).sort(
    ([a, x], [b, y]) => y.data.BYTES_PER_ELEMENT - x.data.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  const notes = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  const header: [string, unknown][] =
    notes.length > 0 ? [['__metadata__', Object.fromEntries(notes)]] : [];
  let end = 0;
  for (const [name, { shape, data }] of entries) {
    requireShape(name, shape, data.length);
    const begin = end;
    end += data.byteLength;
    header.push([name, { dtype: dtypeOf(data), shape, data_offsets: [begin, end] }]);
  }
  const head = headOf(JSON.stringify(Object.fromEntries(header)));
  const parts = entries.map(
    ([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  return { head, parts, sizeBytes: head.length + end };
}

function requireShape(name: string, shape: readonly number[], length: number): void {
  if (elementCount(shape) !== length)
    throw errorOf('SHAPE_MISMATCH', {
      what: `tensor ${name}`,
      found: `${length} numbers`,
      expected: `shape [${shape.join(', ')}]`,
    });
}

function headOf(header: string): Uint8Array {
  const text = Buffer.from(header);
  const headerBytes = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const head = new Uint8Array(8 + headerBytes).fill(0x20, 8);
  new DataView(head.buffer).setBigUint64(0, BigInt(headerBytes), true);
  head.set(text, 8);
  return head;
}
