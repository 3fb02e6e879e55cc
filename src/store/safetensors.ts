import { headerBytesOf, LENGTH_BYTES, parseSafetensorsHeader } from './safetensors-header.ts';
import { DTYPES, safetensorsLayout, type TensorFile } from './safetensors-layout.ts';

/**
 * Tensors as the bytes of a safetensors file, in memory; `writeSafetensors` writes the same bytes
 * without a copy.
 *
 * @throws InvariantError `SHAPE_MISMATCH` when a shape does not fit its data
 */
export function encodeSafetensors(file: TensorFile): Uint8Array {
  const { head, parts, sizeBytes } = safetensorsLayout(file);
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file, trusting nothing; see `parseSafetensorsHeader`. Tensors
 * do not share memory with `bytes`.
 *
 * @param path named in errors
 * @throws DataError `TENSORS_UNREADABLE`
 */
export function decodeSafetensors(bytes: Uint8Array, path: string): TensorFile {
  const dataAt = LENGTH_BYTES + headerBytesOf(bytes, bytes.length, path);
  const header = bytes.subarray(LENGTH_BYTES, dataAt);
  const { entries, metadata } = parseSafetensorsHeader(header, bytes.length - dataAt, path);
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => {
    // A copy of its own memory; a Buffer's `slice` would share the file's.
    const own = new Uint8Array(bytes.subarray(dataAt + begin, dataAt + end));
    return [name, { shape, data: new DTYPES[dtype](own.buffer) }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}
