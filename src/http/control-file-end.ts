import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { movielogDecoder } from '../events/index.ts';

/** What the end of a growing log says. */
export interface FileEnd {
  /** Event time of the last whole line that can be read. */
  readonly lastEventMs: number;
  readonly sizeBytes: number;
  readonly writtenMs: number;
}

const TAIL_BYTES = 65_536;

/**
 * Reads the end of a plain log file. Makes one small read, and none while the file stays as it is.
 *
 * @returns a function from a path to its end; `null` for a file that is not there, is packed, or
 *   whose last lines mean nothing
 */
export function fileEnds(): (path: string) => FileEnd | null {
  const known = new Map<string, { readonly key: string; readonly end: FileEnd | null }>();
  return (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    const { size, mtimeMs } = stat;
    const key = `${size} ${mtimeMs}`;
    const before = known.get(path);
    if (before?.key === key) return before.end;
    const lastEventMs = lastEventOf(path, size);
    const end =
      lastEventMs === null
        ? null
        : { lastEventMs, sizeBytes: size, writtenMs: Math.trunc(mtimeMs) };
    known.set(path, { key, end });
    return end;
  };
}

function lastEventOf(path: string, size: number): number | null {
  const from = Math.max(0, size - TAIL_BYTES);
  const bytes = Buffer.alloc(size - from);
  const fd = openSync(path, 'r');
  let read: number;
  try {
    read = readSync(fd, bytes, 0, bytes.length, from);
  } finally {
    closeSync(fd);
  }
  // The last piece is a line that is still being written, or empty.
  const lines = bytes.toString('latin1', 0, read).split('\n').slice(0, -1);
  for (const line of lines.reverse()) {
    const decoded = movielogDecoder.decode(line.replace(/\r$/, ''));
    if (decoded.ok) return decoded.event.time.ms;
  }
  return null;
}
