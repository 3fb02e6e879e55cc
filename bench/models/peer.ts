import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';

/** The version of the package `implicit` that is compared with. */
const VERSION = '0.7.3';

/** The peer, running; one command at a time. */
export interface Peer {
  ask<Answer>(command: Readonly<Record<string, unknown>>): Promise<Answer>;
  end(): Promise<void>;
}

/** A peer, or why there is none. */
export type PeerOrReason = { readonly python: string } | { readonly skipped: string };

/** Puts the package into a virtual environment under a folder, where Python is at hand. */
export async function installPeer(folder: string): Promise<PeerOrReason> {
  const environment = join(folder, 'implicit-venv');
  const python = join(environment, 'bin', 'python');
  const run = promisify(execFile);
  try {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', `implicit==${VERSION}`]);
    return { python };
  } catch (thrown) {
    return { skipped: `implicit ${VERSION} cannot be installed: ${messageOf(thrown)}` };
  }
}

/**
 * Starts the peer. Its own threads share the work, so its BLAS gets one, as its authors advise; a
 * CPU type forced upon that BLAS from outside would slow it down and is taken away.
 */
export function startPeer(python: string): Peer {
  const environment: NodeJS.ProcessEnv = { ...process.env, OPENBLAS_NUM_THREADS: '1' };
  delete environment['OPENBLAS_CORETYPE'];
  const script = fileURLToPath(new URL('implicit_peer.py', import.meta.url));
  const child = spawn(python, ['-W', 'ignore', script], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ask: async <Answer>(command: Readonly<Record<string, unknown>>): Promise<Answer> => {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`implicit broke off at ${JSON.stringify(command)}`);
      return JSON.parse(value) as Answer;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
