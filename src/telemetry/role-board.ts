import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import { readBytesOfProcess } from '../registry/index.ts';
import { isRunning, ownProcess, type Home, type RunningProcess } from '../store/index.ts';

/** What a role's process has taken since its start, as it last said itself. */
export interface RoleState extends RunningProcess {
  readonly role: string;
  /** ISO 8601, our own clock. */
  readonly startedAt: string;
  readonly at: string;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly readBytes: number | null;
  /** Lists given, lines committed; `null` for a role that counts nothing. */
  readonly done: number | null;
}

/** Where a role writes what it takes, for others to see. It proves nothing. */
export interface RoleBoard {
  /** What was done since the process began. */
  note(done: number): void;
  close(): void;
}

const EVERY_MS = 1_000;
const folderOf = (home: Home): string => join(home.root, 'roles');

/** Begins to write the board of this process, anew every second. */
export function roleBoard(home: Home, role: string, clock: Clock): RoleBoard {
  const folder = folderOf(home);
  const path = join(folder, `${role}-${process.pid}.json`);
  const startedAt = new Date(clock.nowMs()).toISOString();
  let done: number | null = null;
  const write = (): void => {
    const { user, system } = process.cpuUsage();
    const state: RoleState = {
      ...ownProcess(),
      role,
      startedAt,
      at: new Date(clock.nowMs()).toISOString(),
      cpuSeconds: (user + system) / 1e6,
      residentBytes: process.memoryUsage.rss(),
      readBytes: readBytesOfProcess(),
      done,
    };
    try {
      writeFileSync(`${path}.new`, JSON.stringify(state));
      renameSync(`${path}.new`, path);
    } catch {
      // A full disk takes the figures from others, not the work from the role.
    }
  };
  mkdirSync(folder, { recursive: true });
  write();
  const timer = setInterval(write, EVERY_MS).unref();
  return {
    note: (value) => void (done = value),
    close: () => {
      clearInterval(timer);
      rmSync(path, { force: true });
    },
  };
}

/** The states of all roles that run on this home, on this machine; boards of the dead are removed. */
export function readRoleBoards(home: Home): RoleState[] {
  return namesIn(folderOf(home)).flatMap((name) => {
    const path = join(folderOf(home), name);
    try {
      const state = JSON.parse(readFileSync(path, 'utf8')) as RoleState;
      if (isRunning(state)) return [state];
      rmSync(path, { force: true });
    } catch {
      // Another process took it away, or wrote something that is no board.
    }
    return [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}
