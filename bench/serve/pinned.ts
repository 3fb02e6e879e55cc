import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Arrival, LoadSettings } from './open-load.ts';

/** Whether processes can be kept to a core each: two cores, and a program that does it. */
export const canPin = (): boolean =>
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Starts a Node program, on one core where that can be had. */
export function startPinned(core: number, args: readonly string[]): ChildProcess {
  const node = [process.execPath, ...args];
  const [command, ...rest] = canPin() ? ['taskset', '-c', String(core), ...node] : node;
  return spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The core of the server, and the one of whoever loads it. */
export const SERVER_CORE = 0;
const LOAD_CORE = 1;

/** Loads a server from a process on the other core. */
export async function loadFromOtherCore(settings: LoadSettings): Promise<readonly Arrival[]> {
  const main = join(import.meta.dirname, 'load-main.ts');
  const child = startPinned(LOAD_CORE, [main, JSON.stringify(settings)]);
  let text = '';
  const said = lastWords(child);
  child.stdout!.setEncoding('utf8').on('data', (more: string) => (text += more));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the load ended with code ${code}: ${said()}`);
  return JSON.parse(text) as Arrival[];
}

/** The end of what a process says on stderr. */
export function lastWords(child: ChildProcess): () => string {
  let said = '';
  child
    .stderr!.setEncoding('utf8')
    .on('data', (more: string) => (said = (said + more).slice(-2000)));
  return () => said;
}
