import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { errorOf } from '../../domain/errors.ts';
import { diskFullOr } from '../../store/index.ts';

/** A file whose content is made again from its first byte, of which a part is there already. */
export interface ContinuedFile {
  /** Bytes that were there and have not been made again yet. */
  readonly remaining: number;
  /** Takes the next bytes of the content: compared with what is there, appended beyond it. */
  write(bytes: Uint8Array): void;
  close(): void;
}

/**
 * Opens a file to be continued, making it when there is none. Whoever wrote it may have been
 * killed within a line: what comes after the last byte is appended, so nothing is lost or doubled.
 *
 * `write` throws DataError `SIMULATION_DIVERGED` when other bytes are there than those made again,
 * UnavailableError `DISK_FULL`.
 */
export function continueFile(path: string): ContinuedFile {
  const fd = openSync(path, 'a+');
  const there = fstatSync(fd).size;
  let position = 0;
  return {
    get remaining() {
      return Math.max(0, there - position);
    },
    write: (bytes) => {
      const known = Math.min(bytes.length, Math.max(0, there - position));
      if (known > 0) requireSame(fd, { path, position, expected: bytes.subarray(0, known) });
      append(fd, path, bytes.subarray(known));
      position += bytes.length;
    },
    close: () => closeSync(fd),
  };
}

function requireSame(
  fd: number,
  at: { readonly path: string; readonly position: number; readonly expected: Uint8Array },
): void {
  const found = Buffer.allocUnsafe(at.expected.length);
  let filled = 0;
  while (filled < found.length) {
    const read = readSync(fd, found, filled, found.length - filled, at.position + filled);
    if (read === 0) break;
    filled += read;
  }
  if (filled === found.length && found.equals(at.expected)) return;
  throw errorOf('SIMULATION_DIVERGED', { path: at.path, found: at.position });
}

function append(fd: number, path: string, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
  } catch (thrown) {
    throw diskFullOr(path, thrown);
  }
}
