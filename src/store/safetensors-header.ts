import { errorOf, messageOf } from '../domain/errors.ts';
import { DTYPES, elementCount, type Dtype } from './safetensors-layout.ts';

/** The longest header the format's reference implementation reads. */
const MAX_HEADER_BYTES = 100_000_000;
/** Bytes in front of the header, which hold its length. */
export const LENGTH_BYTES = 8;

/** Where a tensor lies, counted from the end of the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** What a header says. */
export interface SafetensorsHeader {
  /** In the header's order. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

type Fail = (found: string, expected: string, cause?: unknown) => never;

const failAt =
  (path: string): Fail =>
  (found, expected, cause) => {
    throw errorOf('TENSORS_UNREADABLE', { path, found, expected }, cause);
  };

/**
 * How long the header is.
 *
 * @param start the first 8 bytes of the file, or all where there are fewer
 * @throws DataError `TENSORS_UNREADABLE` when it would not lie inside the file
 */
export function headerBytesOf(start: Uint8Array, fileBytes: number, path: string): number {
  const fail: Fail = failAt(path);
  if (start.length < LENGTH_BYTES)
    fail(`${fileBytes} bytes`, 'at least the 8 of the header length');
  const view = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES);
  const headerBytes = Number(view.getBigUint64(0, true));
  const room = fileBytes - LENGTH_BYTES;
  if (headerBytes > Math.min(room, MAX_HEADER_BYTES))
    fail(`a header of ${headerBytes} bytes`, `at most ${room}, inside the file`);
  return headerBytes;
}

/**
 * Reads a header, trusting nothing: it must be an object, types and shapes known, and the tensors
 * must fill the data without hole, overlap or remainder.
 *
 * @param dataBytes what follows the header in the file
 * @throws DataError `TENSORS_UNREADABLE`
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  dataBytes: number,
  path: string,
): SafetensorsHeader {
  const fail = failAt(path);
  const { __metadata__: notes = {}, ...rest } = parseJson(bytes, fail);
  const entries = Object.entries(rest).map(([name, entry]) => parseEntry(name, entry, fail));
  requireTiling(entries, dataBytes, fail);
  return { entries, metadata: parseMetadata(notes, fail) };
}

function parseJson(bytes: Uint8Array, fail: Fail): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    fail(`a header that is not JSON (${messageOf(thrown)})`, 'a JSON object', thrown);
  }
  return isObject(header) ? header : fail('a header that is no object', 'a JSON object');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(DTYPES, value);

function parseEntry(name: string, entry: unknown, fail: Fail): TensorEntry {
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

/** Entries in the order in which their tensors lie. */
export const byPlace = (entries: readonly TensorEntry[]): TensorEntry[] =>
  [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);

function requireTiling(entries: readonly TensorEntry[], dataBytes: number, fail: Fail): void {
  let reached = 0;
  for (const { name, begin, end } of byPlace(entries)) {
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
