import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { embeddedLogSource, openEmbeddedLog } from '../../src/adapters/index.ts';
import { systemClock, type Installation } from '../../src/compose.ts';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { ingest } from '../../src/ingest/index.ts';
import { parseSettings, runPipeline } from '../../src/pipeline/index.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryInstallation } from '../support/installation.ts';
import { batchOf } from '../support/log-batches.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));

/** A trained installation whose home has a log of its own. */
async function trained(): Promise<Installation> {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  for (const sets of [['families=popularity'], QUICK])
    await runPipeline(
      { ...installation, progress: SILENT },
      { settings: parseSettings(sets), asOfMs: null, force: false },
    );
  return installation;
}

/** `serve` as a process of its own. @returns its address */
async function serve(home: string): Promise<string> {
  const args = [PROGRAM, 'serve', '--home', home, '--port', '0', '--from', 'log:'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  return /http:\/\/[^/]+/.exec(said)![0];
}

interface Answer {
  readonly tier: string;
  readonly items: readonly { readonly id: string }[];
}

const ask = async (url: string, user: string): Promise<Answer> =>
  (await (await fetch(`${url}/v1/users/${user}/recommendations`)).json()) as Answer;
const list = async (url: string, user: string): Promise<string[]> =>
  (await (await fetch(`${url}/recommend/${user}`)).text()).split(',');
const metric = async (url: string, name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
};

describe('serve that follows the log', () => {
  it('leaves out what a viewer began to watch a moment ago, and folds a new viewer in', async () => {
    const installation = await trained();
    const log = await openEmbeddedLog(installation.home, systemClock);
    onTestFinished(() => log.close());
    const url = await serve(installation.home.root);
    await expect
      .poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 20_000 })
      .toBe(200);
    const watched = async (user: string, item: string, minutes: number): Promise<unknown> => {
      const time = formatEventTime({ ms: Date.now(), nanos: 0 });
      const lines = Array.from(
        { length: minutes },
        (_, minute) => `${time},${user},GET /data/m/${item}/${minute}.mpg`,
      );
      return log.append(batchOf(lines));
    };
    // Of a list what was only begun is gone.
    const [first] = await list(url, '1000');
    await watched('1000', first!, 1);
    await expect.poll(() => list(url, '1000'), { timeout: 20_000 }).not.toContain(first);
    // Nobody knows the new viewer; the likes of a circle are another list than what is popular.
    expect((await ask(url, '424242')).tier).toBe('popularity');
    await watched('424242', 'movie+2+0+2001', 12);
    await expect
      .poll(async () => (await ask(url, '424242')).tier, { timeout: 20_000 })
      .not.toBe('popularity');
    const circles = (await list(url, '424242')).map((id) => id.split('+')[1]);
    expect(circles.filter((circle) => circle === '2').length).toBeGreaterThan(10);
    expect(await metric(url, 'showrunner_history_delay_seconds_count')).toBeGreaterThanOrEqual(2);
    expect(await metric(url, 'showrunner_history_lines_total')).toBe(13);
    expect(await metric(url, 'showrunner_history_lag_lines')).toBe(0);
    expect(await metric(url, 'showrunner_history_users')).toBe(121);
    // What ingest commits of it later changes nothing.
    await ingest({
      ...installation,
      source: embeddedLogSource(installation.home),
      decoder: movielogDecoder,
      catalogue: null,
      progress: SILENT,
      follow: false,
      stop: new AbortController().signal,
    });
    expect((await ask(url, '424242')).items.map(({ id }) => id)).not.toContain('movie+2+0+2001');
    expect(await metric(url, 'showrunner_history_lines_total')).toBe(13);
  });
});
