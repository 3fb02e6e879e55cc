import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** `showrunner ingest --follow` in a process of its own. */
export interface Ingester {
  /** Sends a signal and waits for the end. @throws Error when it ended by itself with an error */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');

/** Starts a member of the group; `member` null for one without a fixed name. */
export function ingester(options: {
  readonly home: string;
  readonly config: string;
  readonly member: string | null;
  readonly segmentLines: number;
}): Ingester {
  const { home, config, member, segmentLines } = options;
  const args = ['ingest', '--follow', '--home', home, '--config', config];
  const child = spawn(
    process.execPath,
    [
      MAIN,
      ...args,
      '--segment-lines',
      String(segmentLines),
      ...(member === null ? [] : ['--member', member]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => void (said = (said + bytes.toString()).slice(-4_000)));
  const ended = new Promise<{ code: number | null }>((resolve) =>
    child.once('close', (code) => resolve({ code })),
  );
  return {
    end: async (signal) => {
      if (child.exitCode === null) child.kill(signal);
      const { code } = await ended;
      if (code !== null && code !== 0) throw new Error(`an ingester ended with ${code}: ${said}`);
    },
  };
}
