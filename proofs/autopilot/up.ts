import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Home } from '../../src/store/index.ts';
import { readRoleBoards } from '../../src/telemetry/index.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
const ROLES = 'serve,ingest,train,observe';

/** `showrunner up` under way. */
export interface RunningUp {
  /** What it said, line by line. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

/** Starts `up` as a process of its own, with the roles that a real log needs. */
export function startUp(config: string, homePath: string): RunningUp {
  const args = [PROGRAM, 'up', '--config', config, '--home', homePath, '--roles', ROLES];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const heard: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => heard.push(line));
  const ended = once(child, 'close');
  return {
    heard,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Kills the process of a role. @returns false when it has none now */
export function killRole(home: Home, role: string): boolean {
  const board = readRoleBoards(home).find((one) => one.role === role);
  if (board === undefined) return false;
  process.kill(board.pid, 'SIGKILL');
  return true;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
