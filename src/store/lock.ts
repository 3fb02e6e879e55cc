import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf } from '../domain/errors.ts';
import type { Home } from './home.ts';
import { isRunning, ownProcess, type RunningProcess } from './running-process.ts';

/** Held until `release`, or until the process that holds it is gone. */
export interface Lock {
  release(): void;
}

/**
 * Makes this process the only one that does `role` in a home. A lock left by a process that no
 * longer runs is taken over; a process is told from a later one with the same number by its
 * start time.
 *
 * @throws ConflictError `HOME_LOCKED` while another process holds it, alone or in a team
 */
export function lockRole(home: Home, role: string): Lock {
  const path = join(home.locks, `${role}.lock`);
  if (!acquire(path, {})) throw locked(home, role, readHolder(path));
  const release = (): void => rmSync(path, { force: true });
  const [member] = livingMembers(home, role);
  if (member === undefined) return { release };
  release();
  throw locked(home, role, member);
}

/**
 * Does `role` in a home together with others of the same team; everybody else is kept out.
 *
 * @throws ConflictError `HOME_LOCKED` while a process of another team, or one that wants to be
 *   alone, holds it
 */
export function joinRole(home: Home, role: string, team: string): Lock {
  const path = join(home.locks, `${role}.${process.pid}-${nextMember()}.member`);
  if (!acquire(path, { team })) throw locked(home, role, readHolder(path));
  const release = (): void => rmSync(path, { force: true });
  const alone = readHolder(join(home.locks, `${role}.lock`));
  const other = livingMembers(home, role).find((member) => member.team !== team);
  const holder = alone !== null && isRunning(alone) ? alone : other;
  if (holder === undefined) return { release };
  release();
  throw locked(home, role, holder);
}

/**
 * Locks a role as `lockRole` does, and gives the one who holds it some time to finish.
 *
 * @returns `null` when stopped before
 * @throws ConflictError `HOME_LOCKED` when it is still held after `waitMs`
 */
export async function waitForRole(
  home: Home,
  role: string,
  { waitMs, stop }: { readonly waitMs: number; readonly stop: AbortSignal },
): Promise<Lock | null> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    if (stop.aborted) return null;
    try {
      return lockRole(home, role);
    } catch (thrown) {
      if (waitedMs >= waitMs) throw thrown;
    }
    await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Whether a living process does `role` in a home, by its lock; looks, and leaves the lock alone. */
export function isRoleHeld(home: Home, role: string): boolean {
  const holder = readHolder(join(home.locks, `${role}.lock`));
  return (holder !== null && isRunning(holder)) || livingMembers(home, role).length > 0;
}

const LOOK_MS = 50;

interface Holder extends RunningProcess {
  readonly team?: string;
}

const NOBODY: Holder = { pid: 0, startTicks: 'torn' };

const nextMember = (
  (last) => () =>
    last++
)(0);

/**
 * Makes a lock file, or takes over that of a dead process. Who takes over holds a lock named after
 * the dead one meanwhile, so that two who find the same dead process never both succeed.
 */
function acquire(path: string, { team }: { team?: string }): boolean {
  const own: Holder = { ...ownProcess(), ...(team === undefined ? {} : { team }) };
  if (create(path, own)) return true;
  const dead = readHolder(path);
  if (dead === null || isRunning(dead)) return dead === null && create(path, own);
  const guard = `${path}.after-${dead.pid}-${dead.startTicks ?? 0}`;
  if (!acquire(guard, {})) return false;
  try {
    const now = readHolder(path);
    if (now?.pid === dead.pid && now.startTicks === dead.startTicks) rmSync(path, { force: true });
    return create(path, own);
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Puts a file in place whole, unless there is one: nobody ever reads half a lock. */
function create(path: string, holder: Holder): boolean {
  const draft = `${path}.${process.pid}.${nextMember()}.new`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** `null` where there is no lock; a torn one, which older versions could leave, is nobody's. */
function readHolder(path: string): Holder | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return NOBODY;
  }
}

/** The members of any team that does a role; files of dead ones are removed. */
function livingMembers(home: Home, role: string): Holder[] {
  const names = readdirSync(home.locks).filter(
    (name) => name.startsWith(`${role}.`) && name.endsWith('.member'),
  );
  return names.flatMap((name) => {
    const holder = readHolder(join(home.locks, name));
    if (holder !== null && isRunning(holder)) return [holder];
    rmSync(join(home.locks, name), { force: true });
    return [];
  });
}

const locked = (home: Home, role: string, holder: Holder | null): Error =>
  errorOf('HOME_LOCKED', { home: home.root, role, pid: holder?.pid ?? 0 });
