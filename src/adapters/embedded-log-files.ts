import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../store/index.ts';

/** Name of the embedded log as a source, whatever folder its home lies in. */
export const EMBEDDED_LOG = 'log:events';

/** A file of the log. */
export interface LogFile {
  readonly path: string;
  /** Offset of its first line. */
  readonly first: number;
}

const DIGITS = 16;

export const logFolder = (home: Home): string => join(home.log, 'events');

/** The file whose first line has an offset. */
export const logFile = (home: Home, first: number): LogFile => ({
  path: join(logFolder(home), `${String(first).padStart(DIGITS, '0')}.log`),
  first,
});

/** The files of the log, in order. */
export function logFiles(home: Home): LogFile[] {
  if (!existsSync(logFolder(home))) return [];
  return readdirSync(logFolder(home))
    .filter((name) => /^\d{16}\.log$/.test(name))
    .sort()
    .map((name) => logFile(home, Number(name.slice(0, DIGITS))));
}
