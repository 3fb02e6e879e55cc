import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { errorOf } from '../domain/errors.ts';
import { diskFullOr, renameDurably } from './durable.ts';
import {
  byPlace,
  headerBytesOf,
  LENGTH_BYTES,
  parseSafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import { DTYPES, safetensorsLayout, type Tensor, type TensorFile } from './safetensors-layout.ts';

/** Bytes that are written, read and hashed at once. */
const PIECE_BYTES = 1 << 22;

/** A file as it was written or read: what its bytes are. */
export interface FileFacts {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Writes tensors as a safetensors file, piece by piece from their own memory: under a temporary
 * name that is removed on failure, made durable, then put in its place in one step.
 *
 * Memory: none that grows with the tensors.
 * @throws InvariantError `SHAPE_MISMATCH`; UnavailableError `DISK_FULL`
 */
export async function writeSafetensors(path: string, content: TensorFile): Promise<FileFacts> {
  const { head, parts, sizeBytes } = safetensorsLayout(content);
  const temporary = `${path}.${process.pid}.tmp`;
  const hash = createHash('sha256');
  try {
    const file = await open(temporary, 'w');
    try {
      for (const piece of piecesOf([head, ...parts])) {
        hash.update(piece);
        await writeWhole(file, piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    renameDurably(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw diskFullOr(path, thrown);
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

function* piecesOf(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += PIECE_BYTES)
      yield part.subarray(at, Math.min(part.length, at + PIECE_BYTES));
}

async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;)
    at += (await file.write(piece, at, piece.length - at)).bytesWritten;
}

/**
 * Reads a safetensors file piece by piece into memory that threads can share, one block a tensor,
 * trusting nothing; see `parseSafetensorsHeader`.
 *
 * Memory: the tensors and little else.
 * @returns the tensors, and the hash of all bytes, which the caller compares before it uses them
 * @throws DataError `TENSORS_UNREADABLE`, also when the file ends while it is read
 */
export async function readSafetensors(
  path: string,
): Promise<TensorFile & { readonly file: FileFacts }> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const { size: sizeBytes } = await file.stat();
    const next = async (bytes: Uint8Array): Promise<void> => {
      for (const piece of piecesOf([bytes])) {
        await readWhole(file, piece, path);
        hash.update(piece);
      }
    };
    const start = new Uint8Array(Math.min(LENGTH_BYTES, sizeBytes));
    await next(start);
    const header = new Uint8Array(headerBytesOf(start, sizeBytes, path));
    await next(header);
    const dataBytes = sizeBytes - LENGTH_BYTES - header.length;
    const { entries, metadata } = parseSafetensorsHeader(header, dataBytes, path);
    const read = new Map<string, Tensor>();
    for (const entry of byPlace(entries)) read.set(entry.name, await readTensor(entry, next));
    const tensors = Object.fromEntries(entries.map(({ name }) => [name, read.get(name)!]));
    return { tensors, metadata, file: { sha256: hash.digest('hex'), sizeBytes } };
  } finally {
    await file.close();
  }
}

async function readTensor(
  { dtype, shape, begin, end }: TensorEntry,
  next: (bytes: Uint8Array) => Promise<void>,
): Promise<Tensor> {
  const memory = new SharedArrayBuffer(end - begin);
  await next(new Uint8Array(memory));
  const NumbersOver: new (memory: ArrayBufferLike) => Tensor['data'] = DTYPES[dtype];
  return { shape, data: new NumbersOver(memory) };
}

async function readWhole(file: FileHandle, piece: Uint8Array, path: string): Promise<void> {
  for (let at = 0; at < piece.length;) {
    const { bytesRead } = await file.read(piece, at, piece.length - at, null);
    if (bytesRead === 0)
      throw errorOf('TENSORS_UNREADABLE', {
        path,
        found: 'the end of the file within its tensors',
        expected: 'the length it had when it was opened',
      });
    at += bytesRead;
  }
}
