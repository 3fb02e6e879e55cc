import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';
import { openEmbeddedLog } from '../../src/adapters/index.ts';
import { systemClock } from '../../src/compose.ts';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { openHome } from '../../src/store/index.ts';

/**
 * `node bench/live-history/watch-to-list.ts HOME [ROUNDS]`: how long it takes from a watched minute in
 * the home's own log to a list of `GET /recommend/<userid>` without that movie. The home has a model.
 */
const [folder, rounds = '100'] = process.argv.slice(2);
const program = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
const log = await openEmbeddedLog(openHome(folder!), systemClock);
const args = [program, 'serve', '--home', folder!, '--port', '0', '--from', 'log:'];
const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
const [said] = (await once(child.stdout, 'data')) as [Buffer];
const url = /http:\/\/[^/]+/.exec(String(said))![0];
while (!(await fetch(`${url}/readyz`)).ok) await sleep(50);

const list = async (user: number): Promise<string[]> =>
  (await (await fetch(`${url}/recommend/${user}`)).text()).split(',');
const delaysMs: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  const user = 1 + round;
  const [first] = await list(user);
  await sleep(round % 130);
  const time = formatEventTime({ ms: Date.now(), nanos: 0 });
  const began = performance.now();
  const line = `${time},${user},GET /data/m/${first!}/0.mpg\n`;
  await log.append({ lines: Buffer.from(line), lineCount: 1, once: null });
  while ((await list(user)).includes(first!)) await sleep(2);
  delaysMs.push(performance.now() - began);
}
delaysMs.sort((a, b) => a - b);
const at = (share: number): number => Math.round(delaysMs[Math.floor(share * delaysMs.length)]!);
process.stdout.write(
  `${JSON.stringify({ rounds, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1 - 1e-9) })}\n`,
);
const ended = once(child, 'close');
child.kill('SIGTERM');
await ended;
await log.close();
