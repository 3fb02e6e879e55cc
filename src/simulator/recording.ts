import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { diskFullOr, writeFileDurably } from '../store/index.ts';
import type { SimulatedBatch } from './simulation.ts';
import { hiddenItemsOf } from './hidden-items.ts';
import type { World } from './world.ts';

/** Files of a simulation as they are written. */
export interface Recording {
  /** One growing log per partition. */
  readonly logPaths: readonly string[];
  readonly moviesPath: string;
  readonly usersPath: string;
  write(batch: SimulatedBatch): void;
  /**
   * Writes the users again, with the accounts opened meanwhile, and closes the files.
   *
   * @param atMs the instant reached: users are written as they are told then
   */
  finish(accountCount: number, atMs?: number): void;
}

const USERS_HEADER = 'user_id,age,occupation,gender';

/**
 * Begins the files of a simulation: `movielog.log` (`movielog-0.log` … with several partitions),
 * `movies.jsonl` and `users.csv` in `folder`; `visits.jsonl`, `faults.jsonl` and `items.jsonl` in
 * `truthFolder`. Files of an earlier run with the same settings are written again.
 *
 * @throws ConflictError `SIMULATION_DIFFERS` when a run with other settings is there;
 *   UnavailableError `DISK_FULL`
 */
export function openRecording(world: World, folder: string, truthFolder: string): Recording {
  mkdirSync(folder, { recursive: true });
  mkdirSync(truthFolder, { recursive: true });
  requireSameSettings(world, folder);
  const { partitionCount } = world.config;
  const logPaths = Array.from({ length: partitionCount }, (_, partition) =>
    join(folder, partitionCount === 1 ? 'movielog.log' : `movielog-${partition}.log`),
  );
  const moviesPath = join(folder, 'movies.jsonl');
  const usersPath = join(folder, 'users.csv');
  writeFileDurably(
    moviesPath,
    jsonLines(world.items.count, (item) => world.movie(item)),
  );
  writeUsers(world, usersPath, { count: world.config.userCount });
  writeFileDurably(
    join(truthFolder, 'items.jsonl'),
    jsonLines(world.items.count, hiddenItemsOf(world)),
  );
  const logs = logPaths.map((path) => openSync(path, 'w'));
  const visits = openSync(join(truthFolder, 'visits.jsonl'), 'w');
  const faults = openSync(join(truthFolder, 'faults.jsonl'), 'w');
  return {
    logPaths,
    moviesPath,
    usersPath,
    write: (batch) => {
      // Truth first: whoever sees a line finds the truth about it.
      append(visits, truthFolder, encodeLines(batch.visits));
      append(faults, truthFolder, encodeLines(batch.faults));
      for (const { partition, bytes } of batch.partitions)
        append(logs[partition]!, logPaths[partition]!, bytes);
    },
    finish: (accountCount, atMs) => {
      for (const fd of [...logs, visits, faults]) closeSync(fd);
      writeUsers(world, usersPath, { count: accountCount, atMs });
    },
  };
}

function requireSameSettings(world: World, folder: string): void {
  const path = join(folder, 'simulation.json');
  const expected = `${canonicalJson(world.config)}\n`;
  const found = existsSync(path) ? readFileSync(path, 'utf8') : expected;
  if (found !== expected)
    throw errorOf('SIMULATION_DIFFERS', { folder, found: found.trim(), expected: expected.trim() });
  writeFileDurably(path, expected);
}

const jsonLines = (count: number, rowOf: (row: number) => unknown): string =>
  Array.from({ length: count }, (_, row) => `${JSON.stringify(rowOf(row))}\n`).join('');

const encodeLines = (rows: readonly unknown[]): Uint8Array =>
  new TextEncoder().encode(jsonLines(rows.length, (row) => rows[row]));

function writeUsers(
  world: World,
  path: string,
  { count, atMs }: { readonly count: number; readonly atMs?: number | undefined },
): void {
  const rows = Array.from({ length: count }, (_, row) => {
    const user = world.user(row + 1, atMs);
    return `${user.user_id},${user.age},${user.occupation},${user.gender}\n`;
  });
  writeFileDurably(path, `${USERS_HEADER}\n${rows.join('')}`);
}

function append(fd: number, path: string, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
  } catch (thrown) {
    throw diskFullOr(path, thrown);
  }
}
