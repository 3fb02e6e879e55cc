import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a script of this folder in a process of its own, so that its peak memory is its own. */
export async function runChild<Result>(script: string, input: unknown): Promise<Result> {
  const path = new URL(script, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(input)]);
  return JSON.parse(stdout) as Result;
}
