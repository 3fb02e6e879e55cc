import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf } from '../domain/errors.ts';
import type { Home } from './home.ts';

/** Held until `release`, or until the process that holds it is gone. */
export interface Lock {
  release(): void;
}

/**
 * Makes this process the only one that does `role` in a home. A lock left by a process that no
 * longer runs is taken over; a process is told from a later one with the same number by its
 * start time.
 *
 * @throws ConflictError `HOME_LOCKED` while another process holds it
 */
export function lockRole(home: Home, role: string): Lock {
  const path = join(home.locks, `${role}.lock`);
  if (!tryCreate(path)) {
    const holder = readHolder(path);
    if (holder !== null && isRunning(holder))
      throw errorOf('HOME_LOCKED', { home: home.root, role, pid: holder.pid });
    rmSync(path, { force: true });
    if (!tryCreate(path)) throw errorOf('HOME_LOCKED', { home: home.root, role, pid: 0 });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** Whether a living process does `role` in a home, by its lock; looks, and leaves the lock alone. */
export function isRoleHeld(home: Home, role: string): boolean {
  const holder = readHolder(join(home.locks, `${role}.lock`));
  return holder !== null && isRunning(holder);
}

interface Holder {
  readonly pid: number;
  /** Clock ticks from boot to the process's start; `null` where the system does not say. */
  readonly startTicks: string | null;
}

function tryCreate(path: string): boolean {
  try {
    const fd = openSync(path, 'wx');
    const holder: Holder = { pid: process.pid, startTicks: startTicksOf(process.pid) };
    writeSync(fd, JSON.stringify(holder));
    closeSync(fd);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isRunning({ pid, startTicks }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startTicks === null || startTicksOf(pid) === startTicks;
}

/** Field 22 of Linux's /proc/PID/stat; the name in field 2 may hold blanks and brackets. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
