import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './bench.ts';

/** Where `report-usage.ts` writes to. */
export const USAGE_PATH = 'SHOWRUNNER_BENCH_USAGE';

/** Runs a Node program to its end, in a process that says what it used. */
export async function runNode(args: readonly string[]): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-bench-'));
  const path = join(folder, 'usage.json');
  try {
    const reporter = join(import.meta.dirname, 'report-usage.ts');
    const wallSeconds = await runToEnd(process.execPath, ['--import', reporter, ...args], {
      ...process.env,
      [USAGE_PATH]: path,
    });
    const used = JSON.parse(readFileSync(path, 'utf8')) as NodeJS.ResourceUsage;
    return {
      wallSeconds,
      cpuSeconds: (used.userCPUTime + used.systemCPUTime) / 1e6,
      maxRssMb: Math.round(used.maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs any program to its end; only the time is known. */
export async function runProgram(command: string, args: readonly string[]): Promise<Measured> {
  return {
    wallSeconds: await runToEnd(command, args, process.env),
    cpuSeconds: null,
    maxRssMb: null,
  };
}

/** @returns how long it took @throws Error when it fails, with what it said */
function runToEnd(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(-2000)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - startedMs) / 1000);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${said}`));
    });
  });
}
