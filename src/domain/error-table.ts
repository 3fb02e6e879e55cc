/**
 * Every error code of the program with the sentence a person reads. One test goes over every
 * entry: each message says what happened, what was found, what was expected, what to do.
 * Sections follow the import order of the folders.
 */

/** What the caller can do about an error; each kind has its class in `errors.ts`. */
export type ErrorKind = 'input' | 'data' | 'notFound' | 'conflict' | 'unavailable' | 'invariant';

interface Entry<D> {
  readonly kind: ErrorKind;
  readonly message: (details: D) => string;
  /** Details as they occur, for the test that reads every message. */
  readonly example: D;
}

const entry = <D>(kind: ErrorKind, example: D, message: (details: D) => string): Entry<D> => ({
  kind,
  example,
  message,
});

export const ERROR_TABLE = {
  // math
  SHAPE_MISMATCH: entry(
    'invariant',
    { what: 'item factors', found: '12 numbers', expected: '3 rows of 5' },
    (d) =>
      `The shape of ${d.what} does not fit: found ${d.found}, expected ${d.expected}. Pass buffers that agree with the counts.`,
  ),
  NOT_POSITIVE_DEFINITE: entry(
    'data',
    { row: 7, pivot: -0.5 },
    (d) =>
      `A linear system could not be solved at row ${d.row}: found pivot ${d.pivot}, expected it above 0. Use a larger regularization.`,
  ),

  // store
  HOME_TOO_NEW: entry(
    'data',
    { home: '.showrunner', found: 7, expected: 1 },
    (d) =>
      `The home ${d.home} was written by a newer Showrunner: found home format ${d.found}, expected at most ${d.expected}. Use that newer version, or give another --home.`,
  ),
  HOME_UNREADABLE: entry(
    'data',
    { home: '.showrunner', found: 'text that is not JSON', file: '.showrunner/home.json' },
    (d) =>
      `The home ${d.home} cannot be opened: found ${d.found} in ${d.file}, expected the format that Showrunner writes there. Restore that file, or give another --home.`,
  ),
  HOME_MISSING: entry(
    'notFound',
    { home: '.showrunner', command: 'showrunner ingest --from file:PATH --home .showrunner' },
    (d) =>
      `There is no home at ${d.home}: found no home.json there, expected a folder that an earlier command made. Make one first: ${d.command}`,
  ),
  HOME_LOCKED: entry(
    'conflict',
    { home: '.showrunner', role: 'ingest', pid: 4711 },
    (d) =>
      `Another process already does '${d.role}' in ${d.home}: found process ${d.pid} holding the lock, expected none. Wait for it or stop it, then start again.`,
  ),
  DISK_FULL: entry(
    'unavailable',
    { path: '.showrunner/lake', found: 'ENOSPC: no space left on device' },
    (d) =>
      `Writing ${d.path} failed: found ${d.found}, expected free disk space. Nothing half-written was kept; free some space and run the command again.`,
  ),
  ARTIFACT_MISSING: entry(
    'notFound',
    { kind: 'dataset', id: 'ab12', found: 'ab34, cd56' },
    (d) =>
      `There is no ${d.kind} '${d.id}': found ${d.found}, expected an id (or the unambiguous beginning of one) of this home. List them first.`,
  ),
  ARTIFACT_CORRUPT: entry(
    'data',
    {
      kind: 'model',
      id: 'ab12',
      found: 'tensors.safetensors with hash 99ff',
      expected: 'hash 11aa',
    },
    (d) =>
      `The ${d.kind} ${d.id} is damaged: found ${d.found}, expected ${d.expected}. Remove its folder and make it again; the log still has everything.`,
  ),
  ARTIFACT_TOO_NEW: entry(
    'data',
    { kind: 'model', id: 'ab12', found: 9, expected: 1 },
    (d) =>
      `The ${d.kind} ${d.id} was written by a newer Showrunner: found format ${d.found}, expected at most ${d.expected}. Use that newer version.`,
  ),
  TENSORS_UNREADABLE: entry(
    'data',
    {
      path: 'tensors.safetensors',
      found: 'a header of 9 GB',
      expected: 'a header inside the file',
    },
    (d) =>
      `The tensors in ${d.path} cannot be read: found ${d.found}, expected ${d.expected}. The file is damaged or no safetensors file; train the model again.`,
  ),
  SQL_FAILED: entry(
    'invariant',
    { statement: 'SELECT x FROM y', found: 'Catalog Error: y does not exist' },
    (d) =>
      `A statement on the lake failed: found '${d.found}', expected it to run: ${d.statement}. If the disk is neither full nor damaged, please report this.`,
  ),

  // events
  FILE_NOT_FOUND: entry(
    'input',
    { path: 'stream.log', expected: 'a readable file' },
    (d) =>
      `Cannot read ${d.path}: found nothing at that path, expected ${d.expected}. Check the spelling and the folder you are in.`,
  ),
  FILE_UNREADABLE: entry(
    'input',
    { path: 'stream.log', found: 'EACCES: permission denied', expected: 'a readable file' },
    (d) =>
      `Cannot read ${d.path}: found ${d.found}, expected ${d.expected}. Check the file and its permissions.`,
  ),

  // datasets
  LAKE_EMPTY: entry(
    'data',
    { found: '0 segments' },
    (d) =>
      `There is nothing to build a dataset from: found ${d.found}, expected accepted events in the lake. Ingest some first: npx showrunner ingest --from file:PATH`,
  ),

  // registry
  VERSION_UNKNOWN: entry(
    'notFound',
    { version: 'als/9', found: 'als/1, popularity/1' },
    (d) =>
      `There is no model version '${d.version}': found ${d.found}, expected one of those. List them with: npx showrunner models`,
  ),
  NOTHING_TO_ROLL_BACK: entry(
    'conflict',
    { found: 'only the first champion, popularity/1' },
    (d) =>
      `There is no promotion to undo: found ${d.found}, expected a champion that replaced another. See: npx showrunner models`,
  ),

  // command line
  BAD_USAGE: entry(
    'input',
    {
      found: "unknown option '--hoem'",
      expected: 'an option of this command',
      help: 'showrunner --help',
    },
    (d) =>
      `The command cannot be understood: found ${d.found}, expected ${d.expected}. See: ${d.help}`,
  ),
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;
export type ErrorDetails<C extends ErrorCode> = (typeof ERROR_TABLE)[C]['example'];
