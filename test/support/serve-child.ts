import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Installation } from '../../src/compose.ts';

const MAIN = join(import.meta.dirname, '../../bin/showrunner.js');

/** `showrunner serve` as a process of its own. */
export interface ServeChild {
  readonly url: string;
  /** Everything that it wrote to stderr so far. */
  log(): string;
  /** Kills it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts `serve` on a home and waits until it listens; it is killed when the test is over. */
export async function startServe({ home }: Pick<Installation, 'home'>): Promise<ServeChild> {
  const args = [MAIN, 'serve', '--home', home.root, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [said, logged] = ['', ''];
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (logged += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await expect.poll(() => said + logged, { timeout: 60_000 }).toContain('"url"');
  const { url } = JSON.parse(said) as { url: string };
  return {
    url,
    log: () => logged,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A list as a service asks for it. */
export interface AskedList {
  readonly modelVersion: string | null;
  readonly items: readonly unknown[];
}

/** Asks for the list of a user. */
export const askList = async ({ url }: Pick<ServeChild, 'url'>, user = 1000): Promise<AskedList> =>
  (await (await fetch(`${url}/v1/users/${user}/recommendations`)).json()) as AskedList;
