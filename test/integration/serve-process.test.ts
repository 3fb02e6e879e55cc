import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHome } from '../../src/store/index.ts';
import { readReceipts } from '../../src/telemetry/index.ts';

const MAIN = fileURLToPath(new URL('../support/serve-main.ts', import.meta.url));

let home: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'showrunner-home-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(home, { recursive: true });
});

/** Starts `serve` in a process of its own. */
function serve(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'serve', ...args], { stdio: 'pipe' });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const started = async (): Promise<number> => {
    await expect.poll(() => said.out, { timeout: 30_000 }).toContain('\n');
    return Number(/127\.0\.0\.1:(\d+)/.exec(said.out)![1]);
  };
  return { child, said, ended, started };
}

interface Reply {
  readonly status: number | undefined;
  readonly receiptId: string;
  readonly body: string;
}

/** The whole answer, or `null` when the connection broke before its end. */
const ask = (port: number, user: number, agent?: Agent): Promise<Reply | null> =>
  new Promise((resolve) => {
    const options = agent === undefined ? {} : { agent };
    get(`http://127.0.0.1:${port}/recommend/${user}`, options, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('error', () => resolve(null));
      response.on('end', () => {
        const receiptId = String(response.headers['x-showrunner-receipt']);
        resolve({ status: response.statusCode, receiptId, body });
      });
    }).on('error', () => resolve(null));
  });

describe('serve', () => {
  it('says in one line what it serves and where, answers, and ends well on Ctrl-C', async () => {
    openHome(home);
    const { child, said, ended, started } = serve('--home', home, '--port', '0');
    const port = await started();
    expect(said.out).toBe(
      `Serving together/2 with popularity/1 behind it at http://127.0.0.1:${port}/recommend/<userid>; Ctrl-C ends.\n`,
    );
    // Connections that are kept alive or never say a word do not keep it from ending.
    const agent = new Agent({ keepAlive: true });
    expect(await ask(port, 1, agent)).toMatchObject({ status: 200 });
    const silent = connect({ port, host: '127.0.0.1' });
    silent.on('error', () => undefined);
    silent.write('GET /recommend/1 HTTP/1.1\r\n');
    await new Promise((resolve) => silent.once('ready', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(said.err).toBe('');
    agent.destroy();
    silent.destroy();
  });

  it('prints one document with --json', async () => {
    openHome(home);
    const { child, said, ended, started } = serve('--home', home, '--port', '0', '--json');
    const port = await started();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(JSON.parse(said.out)).toEqual({
      url: `http://127.0.0.1:${port}`,
      champion: 'together/2',
      baseline: 'popularity/1',
    });
  });

  it('says what to do when the port is taken', async () => {
    openHome(home);
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { said, ended } = serve('--home', home, '--port', String(port));
    expect(await ended).toBe(1);
    expect(said.err).toContain('[PORT_IN_USE]');
    expect(said.err).toContain(`port ${port}`);
    expect(said.err).toContain('--port');
    other.close();
  });

  it('says how to make a home when there is none', async () => {
    const { said, ended } = serve('--home', join(home, 'missing'));
    expect(await ended).toBe(1);
    expect(said.err).toContain('[HOME_MISSING]');
  });
});

describe('a process killed while it answers', () => {
  it('has left the receipt of every answer that left', async () => {
    const { exposures } = openHome(home);
    const { child, ended, started } = serve('--home', home, '--port', '0');
    const port = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const answered = new Map<string, string>();
    let isDead = false;
    const client = async (user: number): Promise<void> => {
      while (!isDead) {
        const reply = await ask(port, user, agent);
        if (reply !== null) answered.set(reply.receiptId, reply.body);
        isDead ||= answered.size >= 400;
        if (isDead) child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, user) => client(user)));
    expect(await ended).toBe('SIGKILL');
    agent.destroy();
    const onDisk = new Map<string, string>();
    for await (const { receiptId, exposures: shown } of readReceipts(exposures))
      onDisk.set(receiptId, shown.map(({ itemId }) => itemId).join(','));
    expect(answered.size).toBeGreaterThanOrEqual(400);
    for (const [receiptId, body] of answered) expect(onDisk.get(receiptId)).toBe(body);
  });
});
