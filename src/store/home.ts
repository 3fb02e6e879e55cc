import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorOf, messageOf } from '../domain/errors.ts';
import { diskFullOr, writeFileDurably } from './durable.ts';

/**
 * Version of what a home holds and how. Raise it with a migration, never without one.
 *
 * 2: segments have places for repaired and waiting lines. A home of format 1 is brought there by a
 * rebuild of its lake.
 */
export const HOME_FORMAT = 2;

/** The folder in which one installation keeps everything; paths are absolute. */
export interface Home {
  readonly root: string;
  /** Raw lines as they were read, compressed. */
  readonly log: string;
  /** Receipts, appended while serving. */
  readonly exposures: string;
  readonly reports: string;
  /** The metadata database. */
  readonly database: string;
  /** Scratch space on the same file system; emptied of what dead processes left. */
  readonly temporary: string;
  /** Lock files, one per role that must be alone. */
  readonly locks: string;
}

const layout = (root: string): Home => ({
  root,
  log: join(root, 'log'),
  exposures: join(root, 'exposures'),
  reports: join(root, 'reports'),
  database: join(root, 'showrunner.sqlite'),
  temporary: join(root, 'tmp'),
  locks: join(root, 'locks'),
});

/**
 * Opens a home, making an empty one where there is none.
 *
 * @throws InputError `HOME_NOT_MADE`; DataError `HOME_TOO_NEW`, `HOME_TOO_OLD`, `HOME_UNREADABLE`;
 *   UnavailableError `DISK_FULL`
 */
export function openHome(path: string): Home {
  const home = layout(resolve(path));
  const marker = markerOf(home);
  if (!existsSync(marker)) makeHome(home);
  else if (requireKnownFormat(home.root, marker) < HOME_FORMAT)
    throw errorOf('HOME_TOO_OLD', {
      home: home.root,
      found: readFormat(home.root, marker),
      expected: HOME_FORMAT,
    });
  return home;
}

/**
 * Opens a home of this or an older format, to bring it up to date.
 *
 * @throws NotFoundError `HOME_MISSING`; DataError `HOME_TOO_NEW`, `HOME_UNREADABLE`
 */
export function openHomeToRebuild(path: string, command: string): Home {
  const home = layout(resolve(path));
  if (!existsSync(markerOf(home))) throw errorOf('HOME_MISSING', { home: path, command });
  requireKnownFormat(home.root, markerOf(home));
  return home;
}

/** Says that a home holds what this version writes. @throws UnavailableError `DISK_FULL` */
export const markHome = (home: Home): void =>
  writeFileDurably(
    markerOf(home),
    `${JSON.stringify({ showrunner: 'home', format: HOME_FORMAT })}\n`,
  );

const markerOf = ({ root }: Home): string => join(root, 'home.json');

/**
 * Opens a home that an earlier command made.
 *
 * @param command what would make one, quoted in the error
 * @throws NotFoundError `HOME_MISSING`, and as `openHome`
 */
export function requireHome(path: string, command: string): Home {
  if (!existsSync(join(resolve(path), 'home.json')))
    throw errorOf('HOME_MISSING', { home: path, command });
  return openHome(path);
}

function makeHome(home: Home): void {
  try {
    for (const folder of [home.log, home.exposures, home.reports, home.temporary, home.locks])
      mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    const mapped = diskFullOr(home.root, thrown);
    if (mapped !== thrown) throw mapped;
    throw errorOf('HOME_NOT_MADE', { home: home.root, found: messageOf(thrown) }, thrown);
  }
  markHome(home);
}

function requireKnownFormat(home: string, file: string): number {
  const format = readFormat(home, file);
  if (format > HOME_FORMAT)
    throw errorOf('HOME_TOO_NEW', { home, found: format, expected: HOME_FORMAT });
  return format;
}

function readFormat(home: string, file: string): number {
  const text = readFileSync(file, 'utf8');
  try {
    const { format } = JSON.parse(text) as { format?: unknown };
    if (typeof format === 'number' && Number.isInteger(format) && format >= 1) return format;
  } catch (thrown) {
    throw errorOf('HOME_UNREADABLE', { home, found: 'text that is not JSON', file }, thrown);
  }
  throw errorOf('HOME_UNREADABLE', { home, found: 'no format number', file });
}
