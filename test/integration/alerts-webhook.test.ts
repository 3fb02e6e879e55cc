import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertWatch } from '../../src/cli/roles/alert-watch.ts';
import type { UpSettings } from '../../src/cli/roles/settings.ts';
import { openInstallation } from '../../src/compose.ts';
import { deliverDue, type AlertMessage } from '../../src/monitoring/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

/** A receiver over real HTTP that refuses as often as it is told, then accepts. */
async function receiver(
  refusals: number,
): Promise<{ url: string; got: AlertMessage[]; tries: () => number }> {
  const got: AlertMessage[] = [];
  let tries = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const refuse = tries++ < refusals;
      if (!refuse) got.push(JSON.parse(Buffer.concat(parts).toString()) as AlertMessage);
      response.writeHead(refuse ? 503 : 200).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    tries: () => tries,
  };
}

const line = (time: string, user: number, status: number, text: string): string =>
  `${time},${user},recommendation request h:8082, status ${status}, result: ${text}, 9 ms`;
const VOIDED = line('2024-03-02T09:00:00.001', 1, 400, 'movie ["a+2000" not found');
const ANSWERED = line('2024-03-03T09:00:00.001', 1, 200, 'a+2000');

/** A home whose log has one voided answer on 2 March, reported, with one rule over them. */
async function homeWithRule(webhook: string): Promise<{ home: string; log: string }> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${VOIDED}\n`);
  expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
  expect((await say('report', '--day', '2024-03-02', '--home', home)).code).toBe(0);
  writeFileSync(
    join(home, 'alerts.yaml'),
    `webhooks:\n  - { url: '${webhook}', firstPauseSeconds: 0.05 }\nrules:
  - { kind: threshold, name: voided-answers, section: requests, field: voided, above: 0, summary: Voided. }\n`,
  );
  return { home, log };
}

interface Checked {
  readonly rules: readonly { readonly state: string; readonly silencedUntil: string | null }[];
  readonly messages: readonly AlertMessage[];
  readonly delivered: { readonly delivered: number; readonly postponed: number };
}
const check = async (home: string, ...more: string[]): Promise<Checked> =>
  documentOf<Checked>(await say('alerts', 'check', '--home', home, '--json', ...more));

describe('alerts', () => {
  it('reach a webhook that fails twice, once each, with links to report and runbook', async () => {
    const hook = await receiver(2);
    const { home } = await homeWithRule(hook.url);
    expect(await check(home)).toMatchObject({
      rules: [{ state: 'firing' }],
      delivered: { delivered: 1, postponed: 2, givenUp: 0 },
    });
    expect(hook.tries()).toBe(3);
    expect(hook.got).toMatchObject([
      { showrunner: 'alert', rule: 'voided-answers', state: 'firing', value: 1, day: '2024-03-02' },
    ]);
    expect(hook.got[0]!.report).toMatch(/2024-03-02\/report\.html#requests$/);
    expect(hook.got[0]!.runbook).toBe('docs/runbooks/voided-answers.md');
    // Nothing is new, so nobody is told again.
    expect((await check(home)).messages).toEqual([]);
    expect(hook.tries()).toBe(3);
  });

  it('are told to be resolved by the next report', async () => {
    const hook = await receiver(0);
    const { home, log } = await homeWithRule(hook.url);
    await check(home);
    writeFileSync(log, `${VOIDED}\n${ANSWERED}\n`);
    await say('ingest', '--from', `file:${log}`, '--home', home);
    await say('report', '--day', '2024-03-03', '--home', home);
    await check(home);
    expect(hook.got.map(({ state, day }) => [state, day])).toEqual([
      ['firing', '2024-03-02'],
      ['resolved', '2024-03-03'],
    ]);
  });

  it('wait in silence, and are told when it is over', async () => {
    const hook = await receiver(0);
    const { home } = await homeWithRule(hook.url);
    const silenced = await say(
      'alerts',
      'silence',
      'voided-answers',
      '--hours',
      '0.0003',
      '--home',
      home,
    );
    expect(silenced.out).toContain('voided-answers is silenced until');
    expect((await check(home)).rules).toMatchObject([{ state: 'firing' }]);
    const unknown = await say('alerts', 'silence', 'voided', '--home', home);
    expect(unknown.err).toContain('Did you mean voided-answers? ');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await check(home);
    expect(hook.got).toHaveLength(1);
  });

  it('wait in the outbox for a webhook that is down, without holding anybody up', async () => {
    const hook = await receiver(1);
    const { home } = await homeWithRule(hook.url);
    // No time to try again: the command ends with the message still to be delivered.
    expect(await check(home, '--wait', '0.001')).toMatchObject({
      delivered: { delivered: 0, postponed: 1 },
    });
    const installation = await openInstallation(openHome(home));
    onTestFinished(() => installation.close());
    const later = { ...installation, clock: { nowMs: () => Date.now() + 60_000 } };
    const webhook = { url: hook.url, attempts: 8, firstPauseSeconds: 1, timeoutSeconds: 5 };
    expect(await deliverDue(later, [webhook])).toMatchObject({ delivered: 1, nextMs: null });
    expect(hook.got).toHaveLength(1);
  });

  it('are given up after the last attempt', async () => {
    const hook = await receiver(Infinity);
    const { home } = await homeWithRule(hook.url);
    await check(home, '--wait', '0.001');
    const installation = await openInstallation(openHome(home));
    onTestFinished(() => installation.close());
    const later = { ...installation, clock: { nowMs: () => Date.now() + 60_000 } };
    const webhook = { url: hook.url, attempts: 2, firstPauseSeconds: 1, timeoutSeconds: 5 };
    expect(await deliverDue(later, [webhook])).toMatchObject({ givenUp: 1, nextMs: null });
    expect(await deliverDue(later, [webhook])).toMatchObject({ givenUp: 0 });
  });

  it('are said by the observing role, which a webhook that never answers does not hold up', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { home } = await homeWithRule(
      `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`,
    );
    const installation = await openInstallation(openHome(home));
    onTestFinished(() => installation.close());
    const said: string[] = [];
    const stop = new AbortController();
    const watch = alertWatch(installation, {
      settings: { host: '127.0.0.1', ports: { public: 1, control: 1, simulated: 1 } } as UpSettings,
      say: (sentence) => void said.push(sentence),
      tell: () => undefined,
      stop: stop.signal,
    });
    await watch.check();
    expect(said).toEqual([
      'Alert voided-answers: Voided. voided is 1. See docs/runbooks/voided-answers.md.',
    ]);
    watch.deliver();
    // It is under way and will be for five seconds; stopping ends it at once and keeps the message.
    stop.abort();
    await watch.settled();
    const waiting = await installation.metadata
      .selectFrom('alert_deliveries')
      .select(['status', 'attempts'])
      .execute();
    expect(waiting).toEqual([{ status: 'waiting', attempts: expect.any(Number) as number }]);
    await watch.check();
    expect(said).toHaveLength(1);
  });

  it('have nothing to look at before the first report, and the shipped rules without a file', async () => {
    const home = join(temporaryFolder(), 'home');
    openHome(home);
    expect((await say('alerts', 'check', '--home', home)).out).toContain('There is no report yet');
    expect((await say('alerts', 'list', '--home', home)).out).toContain('availability-burn');
  });
});
