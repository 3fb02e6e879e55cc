import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  openRecording,
  parseSimulationConfig,
  type SimulatedBatch,
  type SimulationConfig,
  type World,
} from '../../simulator/index.ts';
import { writeFileDurably } from '../../store/index.ts';
import { continueFile } from './continued-file.ts';
import type { DemoSettings } from './settings.ts';

/** Shares of lines that come twice or late, as when a consumer reads a topic again. */
const AGAIN_RATE = 0.0002;

/** The simulator's settings of a demo. */
export const simulationOf = (demo: DemoSettings): SimulationConfig =>
  parseSimulationConfig({
    seed: demo.seed,
    userCount: demo.users,
    itemCount: demo.movies,
    startMs: demo.startMs,
    faults: { repeated: AGAIN_RATE, late: AGAIN_RATE },
  });

/** Where a demo keeps what it simulates. */
export const demoPaths = (home: string) => {
  const folder = join(home, 'simulated');
  return {
    folder,
    truth: join(home, 'truth'),
    log: join(folder, 'movielog.log'),
    movies: join(folder, 'movies.jsonl'),
    users: join(folder, 'users.csv'),
    answers: join(folder, 'answers.jsonl'),
    settings: join(folder, 'demo.json'),
  };
};

/** The files of a simulation that may have been under way before. */
export interface ContinuedRecording {
  /** Bytes of the log that were written by an earlier process and not made again yet. */
  readonly remaining: number;
  write(batch: SimulatedBatch): void;
  /** Writes the users with the accounts opened meanwhile, and closes the files. */
  finish(accountCount: number): void;
}

/**
 * Opens the files of a demo's world, or makes them. Truth is written before the lines it is about.
 *
 * @throws as `openRecording`; `write` as `ContinuedFile.write`
 */
export function continueRecording(world: World, home: string): ContinuedRecording {
  const paths = demoPaths(home);
  // The log is the last file that a recording begins, so where it is the others are whole.
  if (!existsSync(paths.log))
    openRecording(world, paths.folder, paths.truth).finish(world.config.userCount);
  const log = continueFile(paths.log);
  const visits = continueFile(join(paths.truth, 'visits.jsonl'));
  const faults = continueFile(join(paths.truth, 'faults.jsonl'));
  return {
    get remaining() {
      return log.remaining;
    },
    write: (batch) => {
      visits.write(jsonLines(batch.visits));
      faults.write(jsonLines(batch.faults));
      for (const { bytes } of batch.partitions) log.write(bytes);
    },
    finish: (accountCount) => {
      for (const file of [visits, faults, log]) file.close();
      writeUsers(world, paths.users, accountCount);
    },
  };
}

const jsonLines = (rows: readonly unknown[]): Uint8Array =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

function writeUsers(world: World, path: string, count: number): void {
  const rows = Array.from({ length: count }, (_, row) => {
    const user = world.user(row + 1);
    return `${user.user_id},${user.age},${user.occupation},${user.gender}\n`;
  });
  writeFileDurably(path, `user_id,age,occupation,gender\n${rows.join('')}`);
}
