import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorOf, messageOf, ShowrunnerError } from '../domain/errors.ts';

/** Makes the content of a file, or the entries of a folder, survive a power cut. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Puts a file or folder in its place in one step and makes the step durable: a reader sees either
 * the old state or the whole new one, whenever the process or the machine stops.
 */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncPath(dirname(to));
}

/** Writes a small file whole or not at all. @throws UnavailableError `DISK_FULL` */
export function writeFileDurably(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  rethrowingDiskFull(path, () => {
    const fd = openSync(temporary, 'w');
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameDurably(temporary, path);
  });
}

const isDiskFull = (thrown: unknown): boolean =>
  /ENOSPC|EDQUOT|No space left on device|disk quota|disk is full|Could not write/i.test(
    messageOf(thrown),
  );

/** Turns the many ways of reporting a full disk into the one error for it; others pass through. */
export function diskFullOr(path: string, thrown: unknown): unknown {
  if (thrown instanceof ShowrunnerError) return thrown;
  return isDiskFull(thrown)
    ? errorOf('DISK_FULL', { path, found: messageOf(thrown) }, thrown)
    : thrown;
}

function rethrowingDiskFull(path: string, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    throw diskFullOr(path, thrown);
  }
}
