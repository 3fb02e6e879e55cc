import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf } from '../domain/errors.ts';
import { inspectFile } from './file-source-bytes.ts';

const CHUNK_BYTES = 1 << 20;
/** Pieces below this size are copied out of the chunk, which is then used again. */
const SMALL_BYTES = 1 << 16;
const WAIT_MS = 200;

/**
 * The content of a growing file, as it grows, until `stop`. Gives an empty piece whenever nothing
 * has come for 200 ms.
 *
 * @throws InputError `FOLLOW_PACKED` for a compressed file, and as `inspectFile`;
 *   DataError `FILE_REPLACED` when the file shrinks or another one takes its place
 */
export async function* followFileBytes(
  path: string,
  stop: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { packing, stats } = await inspectFile(path);
  if (packing !== 'plain') throw errorOf('FOLLOW_PACKED', { path, found: packing });
  const file = await open(path);
  try {
    let position = 0;
    let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    while (!stop.aborted) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position);
      position += bytesRead;
      // A log that grows by a few lines at a time must not cost a megabyte each time.
      if (bytesRead < SMALL_BYTES) yield Buffer.from(chunk.subarray(0, bytesRead));
      else {
        yield chunk.subarray(0, bytesRead);
        chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      }
      if (bytesRead > 0) continue;
      await requireSameFile(path, stats.ino, position);
      await sleep(WAIT_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}

async function requireSameFile(path: string, inode: number, position: number): Promise<void> {
  const now = await stat(path).catch(() => null);
  if (now !== null && now.ino === inode && now.size >= position) return;
  const found =
    now === null
      ? 'no file any more'
      : now.ino === inode
        ? `${now.size} bytes`
        : 'another file at that path';
  throw errorOf('FILE_REPLACED', {
    path,
    found,
    expected: `the file of which ${position} bytes were read`,
  });
}
