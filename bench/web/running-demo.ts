import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
const PORTS = { public: 48_082, control: 48_090, simulated: 48_080 } as const;

/**
 * A demo of the usual size as `npm start` starts it, up to its first personal list.
 *
 * @throws Error with what it said where it does not come up
 */
export async function runningDemo(
  home: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const ports = Object.entries(PORTS).flatMap(([name, port]) => [`--${name}-port`, String(port)]);
  const child = spawn(process.execPath, [PROGRAM, 'up', '--demo', '--home', home, ...ports], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const heard: string[] = [];
  const lines = createInterface({ input: child.stderr });
  const isUp = new Promise<true>((resolve) =>
    lines.on('line', (line) => {
      heard.push(line);
      if (line.includes('The first personal list')) resolve(true);
    }),
  );
  if ((await Promise.race([isUp, ended])) !== true)
    throw new Error(`the demo did not come up:\n${heard.join('\n')}`);
  return { url: `http://127.0.0.1:${PORTS.control}`, stop };
}
