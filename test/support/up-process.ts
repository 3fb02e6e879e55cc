import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));

/** `showrunner up` as a real process, and what it said. */
export interface UpProcess {
  readonly pid: number;
  /** Lines of stderr, as a person would read them. */
  readonly heard: readonly string[];
  /** Lines of stdout. */
  readonly results: readonly string[];
  /** Waits for a line. @throws when the process ends without it */
  until(words: string | RegExp, from?: number): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Starts `up` with arguments; it is killed by the caller or ends by itself. */
export function startUp(...args: readonly string[]): UpProcess {
  const child = spawn(process.execPath, [PROGRAM, 'up', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard: string[] = [];
  const results: string[] = [];
  let isOver = false;
  createInterface({ input: child.stderr }).on('line', (line) => heard.push(line));
  createInterface({ input: child.stdout }).on('line', (line) => results.push(line));
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => {
    isOver = true;
    return code ?? signal ?? 'nothing';
  });
  return {
    pid: child.pid!,
    heard,
    results,
    until: async (words, from = 0) => {
      for (;;) {
        const found = heard
          .slice(from)
          .find((line) => (typeof words === 'string' ? line.includes(words) : words.test(line)));
        if (found !== undefined) return found;
        if (isOver) throw new Error(`ended without ${String(words)}:\n${heard.join('\n')}`);
        await sleep(50);
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Process numbers of the roles that a supervisor runs now, by name. Linux only. */
export function rolePids(supervisor: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || parentOf(pid) !== supervisor) continue;
    const args = textOf(`/proc/${pid}/cmdline`).split('\0');
    const at = args.indexOf('role');
    if (at >= 0) found.set(args[at + 1]!, pid);
  }
  return found;
}

/** The parent of a process; `null` when it is gone or a zombie. */
function parentOf(pid: number): number | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || state === 'Z' ? null : Number(parent);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.close(() => resolve(undefined)))),
  );
  return ports;
}
