import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What `bin/showrunner.js` gives every process that trains. */
const LEAN_MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** Runs a script of this folder in a process of its own, so that its peak memory is its own. */
export async function runChild<Result>(script: string, input: unknown): Promise<Result> {
  const path = new URL(script, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(input)], {
    env: { ...process.env, ...LEAN_MALLOC },
  });
  return JSON.parse(stdout) as Result;
}
