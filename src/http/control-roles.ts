import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../store/index.ts';

/**
 * Whether a living process of this machine does a role in a home, by the lock it holds. Looks, and
 * never touches the lock.
 */
export function isRoleAtWork(home: Home, role: 'ingest' | 'train'): boolean {
  let pid: unknown;
  try {
    const text = readFileSync(join(home.locks, `${role}.lock`), 'utf8');
    pid = (JSON.parse(text) as { pid?: unknown }).pid;
  } catch {
    return false;
  }
  return typeof pid === 'number' && isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
