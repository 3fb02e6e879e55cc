import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errorOf } from '../domain/errors.ts';
import {
  frameBehind,
  headerAt,
  isIntact,
  MAX_HEADER_BYTES,
  type FrameHeader,
} from './embedded-log-frame.ts';
import type { LogFile } from './embedded-log-files.ts';

/** What the frames of a file come to. */
export interface ScannedFile {
  /** One after the last line of the last whole frame. */
  readonly nextOffset: number;
  /** Where the last whole frame ends; what lies behind it was never acknowledged. */
  readonly endBytes: number;
  readonly sizeBytes: number;
}

const HEADER_READ = 8_192;

/**
 * Goes from header to header through a file, without reading the lines but those of the last
 * frame: only that one can be torn, because each was on the disk before the next was written.
 *
 * @param take told every whole frame's header
 * @throws DataError `LOG_DAMAGED` where what is not whole is followed by what is
 */
export function scanLogFile(file: LogFile, take: (header: FrameHeader) => void): ScannedFile {
  const fd = openSync(file.path, 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    let [at, nextOffset] = [0, file.first];
    while (at < sizeBytes) {
      const frame = frameAt(fd, at, sizeBytes);
      const isWhole =
        frame !== null &&
        frame.end <= sizeBytes &&
        frame.header.first === nextOffset &&
        (frame.end < sizeBytes || isIntact(frame.header, read(fd, frame.bodyAt, sizeBytes)));
      if (!isWhole) {
        requireTorn(file, at, read(fd, at, sizeBytes));
        break;
      }
      take(frame.header);
      nextOffset += frame.header.lines;
      at = frame.end;
    }
    return { nextOffset, endBytes: at, sizeBytes };
  } finally {
    closeSync(fd);
  }
}

function requireTorn({ path }: LogFile, at: number, rest: Buffer): void {
  if (!frameBehind(rest, 0)) return;
  throw errorOf('LOG_DAMAGED', { path, found: `no whole lines at byte ${at}, but some behind it` });
}

interface PlacedFrame {
  readonly header: FrameHeader;
  readonly bodyAt: number;
  readonly end: number;
}

function frameAt(fd: number, at: number, sizeBytes: number): PlacedFrame | null {
  for (let length = HEADER_READ; ; length *= 8) {
    const found = headerAt(read(fd, at, Math.min(sizeBytes, at + length)), 0);
    if (found.kind === 'header') {
      const bodyAt = at + found.bodyAt;
      return { header: found.header, bodyAt, end: bodyAt + found.header.bytes };
    }
    const isAll = at + length >= sizeBytes || length > MAX_HEADER_BYTES;
    if (found.kind === 'none' || isAll) return null;
  }
}

function read(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(to - from);
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(fd, bytes, length, bytes.length - length, from + length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}
