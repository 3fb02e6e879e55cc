import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openArtifacts } from '../../src/compose.ts';
import { ledgerOf, liveSegments, type Segment } from '../../src/ingest/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';
import { freePorts, startUp } from '../support/up-process.ts';

const BIN = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
const MAPPING = [
  'time: {at: t, format: iso}',
  'user: u',
  'item: i',
  'kind: k',
  'kinds: {stars: {as: rating, value: r, scale: {from: 1, to: 5}}}',
  '',
].join('\n');
const rating = (user: number): string =>
  `{"k":"stars","t":"2026-03-01T10:00:00Z","u":"acct_${user}","i":"title/7","r":4}`;

const post = (url: string, body: string, key?: string): Promise<Response> =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body,
  });

/** Waits until the segments of a home say so. */
async function segmentsWhen(
  home: string,
  is: (segments: readonly Segment[]) => boolean,
): Promise<Segment[]> {
  for (;;) {
    const segments = await liveSegments(openArtifacts(openHome(home)));
    if (is(segments)) return segments;
    await sleep(50);
  }
}

describe('up over the log that it keeps itself', () => {
  it('brings posted events into the lake, each line accounted for', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const config = join(folder, 'showrunner.yaml');
    const [control] = await freePorts(1);
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    writeFileSync(config, `source: 'log:'\nmapping: mapping.yaml\nports: {control: ${control}}\n`);
    const up = startUp('--config', config, '--home', home, '--roles', 'ingest,web');
    const url = `http://127.0.0.1:${control}`;
    try {
      await up.until(/web .*The status page is at/);
      expect(up.heard[0]).toContain('Showrunner follows what is posted to /v1/events.');
      const first = await post(url, `${rating(1)}\n{"k":"search"}\n${rating(2)}\n`);
      expect(await first.json()).toMatchObject({ accepted: 3, firstOffset: 0, undecodable: 1 });
      const segments = await segmentsWhen(home, (all) => ledgerOf(all).read === 3);
      expect(ledgerOf(segments)).toMatchObject({
        accepted: { rating: 2 },
        quarantined: { unknown_event: 1 },
      });
      expect(segments[0]!.manifest.content).toMatchObject({
        source: 'log:events',
        decoder: expect.stringMatching(/^json\/1:/),
      });
      const more = Array.from({ length: 50 }, (_, n) => post(url, rating(n + 10)));
      for (const reply of await Promise.all(more)) expect(reply.status).toBe(200);
      await segmentsWhen(home, (all) => ledgerOf(all).read === 53);
    } finally {
      up.kill('SIGTERM');
    }
    expect(await up.ended).toBe(0);
    // What was posted can be read again, by a command of its own, and comes out the same.
    const said = await say(
      'ingest',
      '--from',
      'log:',
      '--mapping',
      join(folder, 'mapping.yaml'),
      '--home',
      home,
      '--json',
    );
    expect(documentOf(said)).toMatchObject({ read: 53, new: 0, accepted: { rating: 52 } });
  });
});

describe('a server that is killed', () => {
  /** `showrunner web` as a process of its own. */
  async function startWeb(home: string): Promise<{ url: string; child: ChildProcess }> {
    const args = ['web', '--home', home, '--port', '0', '--json', '--accept-events'];
    const mapping = ['--mapping', join(home, '../mapping.yaml')];
    const child = spawn(process.execPath, [BIN, ...args, ...mapping], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout! })) {
      const url = /"url": *"(.+?)"/.exec(line)?.[1];
      if (url !== undefined) return { url, child };
    }
    throw new Error('no address');
  }

  it('gives the same answer to the same key when it is back, and has lost nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    const home = openHome(join(folder, 'home')).root;
    const first = await startWeb(home);
    const body = `${rating(1)}\n${rating(2)}\n`;
    const answer = await (await post(first.url, body, 'k1')).text();
    // Batches are under way when it is killed.
    const underWay = Array.from({ length: 40 }, (_, n) =>
      post(first.url, rating(n), `more-${n}`).then(
        () => n,
        () => null,
      ),
    );
    await Promise.race(underWay);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const acknowledged = (await Promise.all(underWay)).filter((n) => n !== null);
    const second = await startWeb(home);
    const again = await post(second.url, body, 'k1');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await again.text()).toBe(answer);
    for (const n of acknowledged)
      expect(
        (await post(second.url, rating(n), `more-${n}`)).headers.get('idempotent-replayed'),
      ).toBe('true');
    for (let n = 0; n < 40; n++) await post(second.url, rating(n), `more-${n}`);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    const said = await say(
      'ingest',
      '--from',
      'log:',
      '--mapping',
      join(folder, 'mapping.yaml'),
      '--home',
      home,
      '--json',
    );
    expect(documentOf(said)).toMatchObject({ read: 42 });
  });

  it('lets no second one take events for the same home', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    const home = openHome(join(folder, 'home')).root;
    await startWeb(home);
    const said = await say('web', '--home', home, '--port', '0', '--accept-events');
    expect(said.code).toBe(1);
    expect(said.err).toContain('[HOME_LOCKED]');
    expect((await say('web', '--home', home, '--mapping', 'x')).code).toBe(2);
  });
});
