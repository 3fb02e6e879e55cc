import { readFileSync } from 'node:fs';

/** A process, told from a later one with the same number by its start. */
export interface RunningProcess {
  readonly pid: number;
  /** Clock ticks from boot to the process's start; `null` where the system does not say. */
  readonly startTicks: string | null;
}

/** This process. */
export const ownProcess = (): RunningProcess => ({
  pid: process.pid,
  startTicks: startTicksOf(process.pid),
});

/** Whether a process still runs. One whose parent has not heard of its end yet does not. */
export function isRunning({ pid, startTicks }: RunningProcess): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startTicks === null || startTicksOf(pid) === startTicks;
}

const ENDED = new Set(['Z', 'X']);

/**
 * Fields 3 and 22 of Linux's /proc/PID/stat; the name in field 2 may hold blanks and brackets.
 * `null` for a process that has ended.
 */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ENDED.has(fields[0]!) ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
