import { errorOf, messageOf } from '../domain/errors.ts';

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

const DTYPES = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  I8: Int8Array,
} as const;
type Dtype = keyof typeof DTYPES;

const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(DTYPES, value);
const dtypeOf = (data: Tensor['data']): Dtype =>
  (Object.keys(DTYPES) as Dtype[]).find((dtype) => data instanceof DTYPES[dtype])!;

/** The longest header the format's reference implementation reads. */
const MAX_HEADER_BYTES = 100_000_000;
const ALIGNMENT = 8;

const elementCount = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/**
 * Tensors as the bytes of a safetensors file: u64 length of the header, the header in JSON padded
 * with blanks to a multiple of 8, the data. Wide types come first, so that every tensor starts at
 * a multiple of its element's size. Equal tensors give equal bytes, whatever the order of keys.
 *
 * @throws InvariantError `SHAPE_MISMATCH` when a shape does not fit its data
 * Source: https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
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
  const parts = entries.map(([, tensor]) => tensor.data);
  return join(JSON.stringify(Object.fromEntries(header)), parts, end);
}

function requireShape(name: string, shape: readonly number[], length: number): void {
  if (elementCount(shape) !== length)
    throw errorOf('SHAPE_MISMATCH', {
      what: `tensor ${name}`,
      found: `${length} numbers`,
      expected: `shape [${shape.join(', ')}]`,
    });
}

function join(header: string, parts: readonly Tensor['data'][], dataBytes: number): Uint8Array {
  const text = Buffer.from(header);
  const headerBytes = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(8 + headerBytes + dataBytes).fill(0x20, 8, 8 + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, 8);
  let at = 8 + headerBytes;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file, trusting nothing: the header must lie inside the file and
 * be an object, types and shapes known, and the tensors must fill the data without hole, overlap
 * or remainder.
 *
 * Tensors do not share memory with `bytes`, unless that lies in shared memory: then they are views
 * of it, or copies in shared memory where a tensor starts at an odd place.
 *
 * @param path named in errors
 * @throws DataError `TENSORS_UNREADABLE`
 */
export function decodeSafetensors(bytes: Uint8Array, path: string): TensorFile {
  const fail: Fail = (found, expected, cause) => {
    throw errorOf('TENSORS_UNREADABLE', { path, found, expected }, cause);
  };
  const { header, dataAt } = readHeader(bytes, fail);
  const { __metadata__: notes = {}, ...rest } = header;
  const entries = Object.entries(rest).map(([name, entry]) => parseEntry(name, entry, fail));
  requireTiling(entries, bytes.length - dataAt, fail);
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => {
    const data = dataOf(bytes.subarray(dataAt + begin, dataAt + end), dtype);
    return [name, { shape, data }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata: parseMetadata(notes, fail) };
}

function dataOf(bytes: Uint8Array, dtype: Dtype): Tensor['data'] {
  const of: new (data: ArrayBufferLike, at?: number, length?: number) => Tensor['data'] =
    DTYPES[dtype];
  const size = DTYPES[dtype].BYTES_PER_ELEMENT;
  // A copy of its own memory; a Buffer's `slice` would share the file's.
  if (!(bytes.buffer instanceof SharedArrayBuffer)) return new of(new Uint8Array(bytes).buffer);
  if (bytes.byteOffset % size === 0)
    return new of(bytes.buffer, bytes.byteOffset, bytes.byteLength / size);
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  copy.set(bytes);
  return new of(copy.buffer);
}

type Fail = (found: string, expected: string, cause?: unknown) => never;

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function readHeader(
  bytes: Uint8Array,
  fail: Fail,
): { header: Record<string, unknown>; dataAt: number } {
  if (bytes.length < 8) fail(`${bytes.length} bytes`, 'at least the 8 of the header length');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > Math.min(bytes.length - 8, MAX_HEADER_BYTES))
    fail(`a header of ${headerBytes} bytes`, `at most ${bytes.length - 8}, inside the file`);
  let header: unknown;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    header = JSON.parse(decoder.decode(Uint8Array.from(bytes.subarray(8, 8 + headerBytes))));
  } catch (thrown) {
    fail(`a header that is not JSON (${messageOf(thrown)})`, 'a JSON object', thrown);
  }
  if (!isObject(header)) fail('a header that is no object', 'a JSON object');
  return { header: header as Record<string, unknown>, dataAt: 8 + headerBytes };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function parseEntry(name: string, entry: unknown, fail: Fail): Entry {
  if (!isObject(entry)) return fail(`no description of tensor '${name}'`, 'an object');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype))
    return fail(
      `type ${JSON.stringify(dtype)} of tensor '${name}'`,
      Object.keys(DTYPES).join(', '),
    );
  if (!Array.isArray(shape) || !shape.every(isCount))
    return fail(`shape ${JSON.stringify(shape)} of tensor '${name}'`, 'a list of whole numbers');
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    return fail(`offsets ${JSON.stringify(offsets)} of tensor '${name}'`, 'two whole numbers');
  const [begin, end] = offsets as [number, number];
  const sizeBytes = elementCount(shape) * DTYPES[dtype].BYTES_PER_ELEMENT;
  if (end - begin !== sizeBytes)
    fail(`${end - begin} bytes of tensor '${name}'`, `the ${sizeBytes} of its shape`);
  return { name, dtype, shape, begin, end };
}

function requireTiling(entries: readonly Entry[], dataBytes: number, fail: Fail): void {
  let reached = 0;
  for (const { name, begin, end } of [...entries].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== reached) fail(`tensor '${name}' at byte ${begin}`, `it at byte ${reached}`);
    reached = end;
  }
  if (reached !== dataBytes) fail(`${dataBytes} bytes of data`, `the ${reached} the header names`);
}

function parseMetadata(notes: unknown, fail: Fail): Readonly<Record<string, string>> {
  if (isObject(notes) && Object.values(notes).every((note) => typeof note === 'string'))
    return notes as Record<string, string>;
  return fail('metadata that is no map of texts', 'texts by key');
}
