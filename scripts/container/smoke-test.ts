import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IMAGE } from './build-image.ts';
import type { Engine } from './engine.ts';

const PORT = 18_082;
const BASE = `http://127.0.0.1:${PORT}`;
/** As an operator would run it: nothing can be written but the home, nothing may be asked of the kernel. */
const LOCKED = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'all'];

/**
 * Tries an image: it answers from a home, says that it is healthy, answers what has arrived before
 * it ends by SIGTERM, and runs all roles in one container.
 *
 * @throws Error naming what did not hold
 */
export async function smokeTest(
  engine: Engine,
  root: string,
  say: (text: string) => void,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'container-home-'));
  try {
    fillHome(root, home);
    await serves(engine, home, say);
    await runsAllRoles(engine, say);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A home with a model, made outside. */
function fillHome(root: string, home: string): void {
  const run = (...args: string[]): void =>
    void execFileSync(join(root, 'bin/showrunner.js'), [...args, '--home', home], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const simulated = join(home, 'simulated');
  run('simulate', '--users', '150', '--movies', '200', '--days', '4', '--fast');
  run(
    'catalogue',
    'sync',
    '--movies',
    `${simulated}/movies.jsonl`,
    '--users',
    `${simulated}/users.csv`,
    '--timeless',
  );
  run('ingest', '--from', `file:${simulated}/movielog.log`);
  run('run', '--set', 'families=als');
  execFileSync('chown', ['-R', '1000:1000', home]);
  chmodSync(home, 0o755);
}

async function serves(engine: Engine, home: string, say: (text: string) => void): Promise<void> {
  const id = engine.run([
    'run',
    '-d',
    ...LOCKED,
    '-p',
    `127.0.0.1:${PORT}:8082`,
    '-v',
    `${home}:/data`,
    IMAGE,
  ]);
  const started = performance.now();
  try {
    await until('an answer', 60, async () => (await fetch(`${BASE}/healthz`)).ok);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const list = await (await fetch(`${BASE}/recommend/1`)).text();
    require(list.split(',').length === 20, 'a list of 20 movies', list);
    const bad = await fetch(`${BASE}/recommend/nobody`);
    require(bad.status === 400, 'status 400 for an id that is none', String(bad.status));
    require(isHealthy(engine, id), 'a health check that passes', 'one that fails');
    say(`It answers ${seconds} s after its start: ${list.slice(0, 60)}…`);
    const answer = await answerInFlight(() =>
      engine.run(['kill', '--signal', 'TERM', id], { quiet: true }),
    );
    require(answer.startsWith('HTTP/1.1 200'), 'an answer to the request in flight', answer.slice(
      0,
      80,
    ));
    const code = engine.run(['wait', id]);
    require(code === '0', 'exit code 0 after SIGTERM', code);
    say('Told to stop, it answered the request that had begun, and ended with 0.');
  } catch (thrown) {
    say(engine.run(['logs', '--tail', '20', id]));
    throw thrown;
  } finally {
    engine.status(['rm', '-f', id]);
  }
}

const isHealthy = (engine: Engine, id: string): boolean =>
  engine.name === 'podman'
    ? engine.status(['healthcheck', 'run', id]) === 0
    : engine.run(['inspect', '--format', '{{.State.Health.Status}}', id]) !== 'unhealthy';

/** Sends half a request, has the server told to stop, sends the rest, and gives back the answer. */
async function answerInFlight(stop: () => void): Promise<string> {
  const socket = connect(PORT, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', (error) => (answer ||= error.message));
  socket.write('GET /recommend/1 HTTP/1.1\r\nHost: localhost\r\n');
  await pause(300);
  stop();
  await pause(300);
  socket.write('Connection: close\r\n\r\n');
  await Promise.race([ended, pause(5_000)]);
  socket.destroy();
  return answer;
}

/** One container with every role, on a simulated service. */
async function runsAllRoles(engine: Engine, say: (text: string) => void): Promise<void> {
  const token = 'a-token-for-this-trial';
  const small = ['--users', '300', '--movies', '200', '--past-days', '3'];
  const id = engine.run([
    'run',
    '-d',
    ...LOCKED,
    '--tmpfs',
    '/data:mode=1777',
    '-e',
    `SHOWRUNNER_TOKEN=${token}`,
    '-p',
    `127.0.0.1:${PORT}:8082`,
    '-p',
    `127.0.0.1:${PORT + 1}:8090`,
    IMAGE,
    'up',
    '--demo',
    '--home',
    '/data/demo',
    '--host',
    '0.0.0.0',
    ...small,
  ]);
  try {
    await until('a list from a model', 120, async () => {
      const answer = await fetch(`${BASE}/v1/users/1/recommendations`);
      return ((await answer.json()) as { modelVersion: string | null }).modelVersion !== null;
    });
    const status = `http://127.0.0.1:${PORT + 1}/v1/status`;
    const refused = await fetch(status);
    require(refused.status === 401, 'status 401 without the token', String(refused.status));
    const told = await fetch(status, { headers: { authorization: `Bearer ${token}` } });
    require(told.ok, 'the status with the token', String(told.status));
    engine.run(['stop', '-t', '15', id], { quiet: true });
    const code = engine.run(['wait', id]);
    require(code === '0', 'exit code 0 after stop', code);
    say('All roles run in one container, and end in good order.');
  } catch (thrown) {
    say(engine.run(['logs', '--tail', '20', id]));
    throw thrown;
  } finally {
    engine.status(['rm', '-f', id]);
  }
}

async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    if (await holds().catch(() => false)) return;
    if (performance.now() > end)
      throw new Error(`found nothing for ${seconds} s, expected ${what}`);
    await pause(200);
  }
}

function require(holds: boolean, expected: string, found: string): void {
  if (!holds)
    throw new Error(
      `The container does not do what it must: found ${found}, expected ${expected}.`,
    );
}
