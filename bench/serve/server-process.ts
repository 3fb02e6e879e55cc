import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, SERVER_CORE, startPinned } from './pinned.ts';

/** `showrunner serve` in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** From its start until it listened. */
  readonly readySeconds: number;
  /** CPU it used so far, all threads; `null` where the system does not tell. */
  cpuSeconds(): number | null;
  /** Memory it holds now. */
  residentMb(): number | null;
  /** Values of its metrics by series. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

const CLI = join(import.meta.dirname, '../../bin/showrunner.js');
/** Clock ticks a second, the same on every Linux that Node runs on. */
const TICKS = 100;

/** Starts serving a home and waits until it listens. */
export async function startServer(
  home: string,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const startedMs = performance.now();
  const child = startPinned(SERVER_CORE, [
    CLI,
    'serve',
    '--home',
    home,
    '--port',
    '0',
    '--json',
    ...args,
  ]);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const complaints = lastWords(child);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /"url":\s*"([^"]+)"/.exec(said);
      if (found !== null) resolve(found[1]!);
    });
    child.on('close', (code) =>
      reject(new Error(`the server ended with ${code}: ${complaints()}`)),
    );
  });
  return {
    port: Number(new URL(url).port),
    readySeconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    residentMb: () => residentMbOf(child.pid!),
    metrics: async () => seriesOf(await (await fetch(`${url}/metrics`)).text()),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function cpuSecondsOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}

function residentMbOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
  } catch {
    return null;
  }
}

const seriesOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))] as const;
      }),
  );
