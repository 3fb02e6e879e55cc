import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf } from '../domain/errors.ts';
import type { EventSource, LineBlock } from '../events/index.ts';
import type { Home } from '../store/index.ts';
import { EMBEDDED_LOG, logFiles, type LogFile } from './embedded-log-files.ts';
import { frameBehind, headerAt, isIntact } from './embedded-log-frame.ts';
import { cutLines } from './embedded-log-lines.ts';

const CHUNK_BYTES = 1 << 20;
const WAIT_MS = 100;

/**
 * The log that an installation keeps itself, under `log/events/` of its home, as a source with one
 * partition, 0. What is handed out has survived: the file is synced before it is read, and only
 * whole frames count. There is nothing to read before the first line was appended.
 */
export const embeddedLogSource = (home: Home): EventSource => ({
  name: EMBEDDED_LOG,
  partitions: async () => [0],
  read: async function* (_partition, fromOffset, { follow, stop }) {
    let position: Position | null = null;
    /** First line of the next file when it did not follow on what was read so far. */
    let ahead: number | null = null;
    while (!stop.aborted) {
      position ??= startAt(home, fromOffset);
      const block: LineBlock | null =
        position === null ? null : await nextBlock(position, fromOffset);
      if (block !== null) {
        ahead = null;
        if (block.starts.length > 0) yield block;
        continue;
      }
      const next = position === null ? null : followerOf(home, position.file);
      if (position !== null && next !== null) {
        if (next.first === position.nextOffset) position = { ...position, file: next, at: 0 };
        // Lines may have come to this file while it was looked at; not twice.
        else if (ahead === null) ahead = next.first;
        else throw cutShort(position, ahead);
        continue;
      }
      if (!follow) return;
      yield NOTHING(position?.nextOffset ?? fromOffset);
      await sleep(WAIT_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  },
});

/** How far reading has come. */
interface Position {
  readonly file: LogFile;
  /** Byte of the next frame. */
  at: number;
  nextOffset: number;
  /** When the frame before was written. */
  arrivedMs: number;
}

function startAt(home: Home, fromOffset: number): Position | null {
  const files = logFiles(home);
  const file = files.findLast(({ first }) => first <= fromOffset) ?? files[0];
  return file === undefined ? null : { file, at: 0, nextOffset: file.first, arrivedMs: 0 };
}

const followerOf = (home: Home, { first }: LogFile): LogFile | null =>
  logFiles(home).find((file) => file.first > first) ?? null;

const cutShort = ({ file, nextOffset }: Position, next: number): Error =>
  errorOf('LOG_DAMAGED', {
    path: file.path,
    found: `its end at line ${nextOffset}, but the next file begins at line ${next}`,
  });

/**
 * The lines of the next whole frames, moving the position on; `null` where none lies at the
 * position yet. Empty where all of them come before `fromOffset`.
 *
 * @throws DataError `LOG_DAMAGED`
 */
async function nextBlock(position: Position, fromOffset: number): Promise<LineBlock | null> {
  const handle = await open(position.file.path);
  try {
    const { size } = await handle.stat();
    if (size <= position.at) return null;
    await handle.datasync();
    const bodies = await wholeFrames(handle, position, size);
    return bodies.length === 0
      ? null
      : {
          ...cutLines(Buffer.concat(bodies), { nextOffset: position.nextOffset, fromOffset }),
          arrivedMs: position.arrivedMs,
        };
  } finally {
    await handle.close();
  }
}

/** The lines of the frames that lie whole in a piece of the file; at least one where there is one. */
async function wholeFrames(handle: FileHandle, position: Position, size: number) {
  for (let length = CHUNK_BYTES; ; length *= 4) {
    const to = Math.min(size, position.at + length);
    const bodies = framesIn(await bytesOf(handle, position.at, to), position, to === size);
    if (bodies.length > 0 || to === size) return bodies;
  }
}

function framesIn(bytes: Buffer, position: Position, isEnd: boolean): Buffer[] {
  const bodies: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const found = headerAt(bytes, at);
    if (found.kind === 'short') break;
    const end = found.kind === 'none' ? 0 : found.bodyAt + found.header.bytes;
    if (found.kind === 'header' && end > bytes.length) break;
    const body = found.kind === 'none' ? null : bytes.subarray(found.bodyAt, end);
    if (found.kind === 'none' || !isIntact(found.header, body!)) {
      // The last frame may be torn by a crash; the writer cuts it off before it goes on.
      if (isEnd && (end === bytes.length || (end === 0 && !frameBehind(bytes, at)))) break;
      throw errorOf('LOG_DAMAGED', {
        path: position.file.path,
        found: `other bytes at ${position.at + at} than were written`,
      });
    }
    bodies.push(body!);
    position.nextOffset = found.header.first + found.header.lines;
    position.arrivedMs = found.header.at;
    at = end;
  }
  position.at += at;
  return bodies;
}

async function bytesOf(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

const EMPTY = new Uint32Array(0);
const NOTHING = (firstOffset: number): LineBlock => ({
  firstOffset,
  bytes: new Uint8Array(0),
  starts: EMPTY,
  ends: EMPTY,
});
