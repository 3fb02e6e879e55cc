import { createReadStream, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { errorOf, messageOf } from '../domain/errors.ts';

/** How the bytes of a file are packed, told by its first four bytes. */
export type Packing = 'plain' | 'gzip' | 'zstd';

const CHUNK_BYTES = 1 << 20;

/**
 * Looks at a file before it is read.
 *
 * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE` (a folder, a device, a pipe,
 *   a socket, no permission)
 */
export async function inspectFile(path: string): Promise<{ packing: Packing; stats: Stats }> {
  const stats = await stat(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown);
  });
  if (!stats.isFile())
    throw errorOf('FILE_UNREADABLE', { path, found: kindOf(stats), expected: 'a regular file' });
  return { packing: await packingOf(path), stats };
}

/** What stands at a path where a regular file should: reading it might never end. */
function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

async function packingOf(path: string): Promise<Packing> {
  const file = await open(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead >= 2 && buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip';
    return bytesRead === 4 && buffer.readUInt32LE() === 0xfd2fb528 ? 'zstd' : 'plain';
  } finally {
    await file.close();
  }
}

/**
 * The content of a finished file, unpacked, in pieces.
 *
 * @throws InputError as `inspectFile`; DataError `FILE_DAMAGED` when it cannot be unpacked
 */
export async function* readFileBytes(path: string): AsyncGenerator<Uint8Array> {
  const { packing, stats } = await inspectFile(path);
  try {
    if (packing === 'plain') yield* plainBytes(path);
    else if (packing === 'gzip') yield* gunzip(path);
    else yield* unzstd(path, stats.size);
  } catch (thrown) {
    if (packing === 'plain') throw unreadable(path, thrown);
    const found = messageOf(thrown);
    throw errorOf('FILE_DAMAGED', { path, found, expected: `a whole ${packing} file` }, thrown);
  }
}

/** Two buffers in turn: while one is looked at, the other is filled. */
async function* plainBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  let reading: Promise<{ bytesRead: number; buffer: Uint8Array }> | null = null;
  try {
    const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
    reading = file.read(buffers[0], 0, CHUNK_BYTES);
    for (let turn = 1; ; turn++) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = file.read(buffers[(turn & 1) as 0 | 1], 0, CHUNK_BYTES);
      // Whoever is not asked for more would hear of a failure that nobody waits for.
      reading.catch(() => undefined);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading?.catch(() => undefined);
    await file.close();
  }
}

async function* gunzip(path: string): AsyncGenerator<Buffer> {
  const input = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const output = createGunzip({ chunkSize: CHUNK_BYTES });
  input.on('error', (error) => output.destroy(error));
  yield* input.pipe(output) as AsyncIterable<Buffer>;
}

/** A zstd file may hold several frames; the decompressor ends after each. */
async function* unzstd(path: string, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < sizeBytes;) {
    const input = createReadStream(path, { start, highWaterMark: CHUNK_BYTES });
    const output = createZstdDecompress({ chunkSize: CHUNK_BYTES });
    input.on('error', (error) => output.destroy(error));
    yield* input.pipe(output) as AsyncIterable<Buffer>;
    input.destroy();
    if (output.bytesWritten === 0) throw new Error('a frame that does not end');
    start += output.bytesWritten;
  }
}

/** The error for a path that the system will not open. */
export function unreadable(path: string, thrown: unknown): unknown {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return errorOf('FILE_NOT_FOUND', { path, expected: 'a readable file' }, thrown);
  return code === undefined
    ? thrown
    : errorOf(
        'FILE_UNREADABLE',
        { path, found: messageOf(thrown), expected: 'a readable file' },
        thrown,
      );
}
