import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { openHome } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

/** Runs `web` in this process. */
function web(args: readonly string[], home = openHome(temporaryFolder()).root) {
  const said = { out: '', err: '' };
  const stop = new AbortController();
  const ended = runCli(['web', '--home', home, ...args], {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    interactive: false,
    columns: 80,
    stop: stop.signal,
  });
  const started = async (): Promise<string> => {
    await expect.poll(() => said.out).toContain('http://');
    return /http:\/\/[^/"\s]+/.exec(said.out)![0];
  };
  return { said, ended, started, stop: () => stop.abort() };
}

afterEach(() => vi.unstubAllEnvs());

describe('web', () => {
  it('says where the page is, answers, and ends well with a client that follows', async () => {
    vi.stubEnv('SHOWRUNNER_TOKEN', '');
    const { said, ended, started, stop } = web(['--port', '0']);
    const url = await started();
    expect(said.out).toBe(`The status page is at ${url}/; Ctrl-C ends.\n`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const events = await fetch(`${url}/v1/events`);
    stop();
    expect(await ended).toBe(0);
    await events.text().catch(() => '');
  });

  it('asks for the token of the environment', async () => {
    vi.stubEnv('SHOWRUNNER_TOKEN', 'sixteen-letters!');
    const { said, ended, started, stop } = web(['--port', '0', '--json']);
    const url = await started();
    expect(JSON.parse(said.out)).toEqual({ url, guarded: true });
    expect((await fetch(`${url}/v1/status`)).status).toBe(401);
    const headers = { authorization: 'Bearer sixteen-letters!' };
    expect((await fetch(`${url}/v1/status`, { headers })).status).toBe(200);
    expect(said.out + said.err).not.toContain('sixteen-letters!');
    stop();
    expect(await ended).toBe(0);
  });

  it.each([
    ['', '0.0.0.0', 'no SHOWRUNNER_TOKEN'],
    ['too-short', '0.0.0.0', 'a SHOWRUNNER_TOKEN of 9 characters'],
    ['too-short', '127.0.0.1', 'a SHOWRUNNER_TOKEN of 9 characters'],
    ['with blanks in between', '::', 'with blanks'],
  ])('does not start with the token %j on %s', async (token, host, found) => {
    vi.stubEnv('SHOWRUNNER_TOKEN', token);
    const { said, ended } = web(['--port', '0', '--host', host]);
    expect(await ended).toBe(2);
    expect(said.err).toContain('[CONTROL_TOKEN]');
    expect(said.err).toContain(found);
  });

  it.each(['localhost', 'ftp://x:1', 'http://h:1/path', 'http://u:p@h:1'])(
    'does not take %s for a service',
    async (serving) => {
      vi.stubEnv('SHOWRUNNER_TOKEN', '');
      const { said, ended } = web(['--port', '0', '--serving', serving]);
      expect(await ended).toBe(2);
      expect(said.err).toContain('[CONTROL_SERVING_URL]');
    },
  );

  it('says what to do when the port is taken', async () => {
    vi.stubEnv('SHOWRUNNER_TOKEN', '');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { said, ended } = web(['--port', String((other.address() as AddressInfo).port)]);
    expect(await ended).toBe(1);
    expect(said.err).toContain('[PORT_IN_USE]');
    other.close();
  });

  it.each(['abc', '65536'])('calls the port %j wrong use', async (port) => {
    const { said, ended } = web([`--port=${port}`]);
    expect(await ended).toBe(2);
    expect(said.err).toContain('0 to 65535');
  });

  it('says how to make a home when there is none, and makes none', async () => {
    const { said, ended } = web([], `${temporaryFolder()}/missing`);
    expect(await ended).toBe(1);
    expect(said.err).toContain('[HOME_MISSING]');
  });
});
