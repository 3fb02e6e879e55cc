import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));

/** `showrunner web` as a real process. */
export interface WebCommand {
  readonly url: string;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts `web` over a home; it ends with the test at the latest.
 *
 * @param options.environment tokens, by their variables
 * @throws Error with what it said where it does not come up
 */
export async function webCommand(
  home: string,
  {
    port,
    serving = 'http://127.0.0.1:9',
    environment = {},
  }: {
    readonly port: number;
    readonly serving?: string;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<WebCommand> {
  const args = ['web', '--home', home, '--port', String(port), '--serving', serving];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  onTestFinished(stop);
  const heard: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => heard.push(line));
  const said = once(child.stdout, 'data');
  if ((await Promise.race([said, ended.then(() => null)])) === null)
    throw new Error(`web did not come up:\n${heard.join('\n')}`);
  return { url: `http://127.0.0.1:${port}`, stop };
}
