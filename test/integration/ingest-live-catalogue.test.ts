import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { catalogueHttp, fileSource } from '../../src/adapters/index.ts';
import { ingestLive } from '../../src/cli/live-catalogue.ts';
import { accountedFor, type Ledger } from '../../src/domain/ledger.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { ingest, liveSegments, newestSettlements, settledLedger } from '../../src/ingest/index.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { logTime } from '../support/log-lines.ts';
import { documentOf, say } from '../support/recording-terminal.ts';
import { json, movieBody, scriptedApi, userBody } from '../support/scripted-api.ts';
import { steppedTiming } from '../support/stepped-timing.ts';

/** Films 1 … 9 and users 1 … 50, unless it is down. */
async function service() {
  const state = { down: false };
  const { address, paths } = await scriptedApi((path, response) => {
    if (state.down) return void response.writeHead(503).end();
    const [, kind, ids] = path.split('/') as [string, string, string];
    if (kind === 'user')
      return json(
        response,
        Number(ids) <= 50 ? userBody(Number(ids)) : { message: 'user not found' },
      );
    const found = ids.split(',').filter((id) => /^film\+[1-9]$/.test(id));
    if (found.length === 0) return json(response, { message: 'movie not found' });
    json(
      response,
      found.map((id) => movieBody(id)),
    );
  });
  return { address, paths, state };
}
const watch = (second: number, user: number | string, film = 'film+1'): string =>
  `${logTime(second)},${user},GET /data/m/${film}/3.mpg`;
/** Five full segments of two lines and one line more. */
const LINES = [
  watch(1, 7),
  watch(2, 777),
  watch(3, 8, 'film+2'),
  watch(4, 8, 'fXilm+2'),
  watch(5, 9, 'filmo+3'),
  watch(6, '9N'),
  watch(7, 9, 'lost+1'),
  watch(8, 9, 'film+4'),
  'nonsense',
  watch(10, 7),
  watch(11, 7),
];

function lake() {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${LINES.join('\n')}\n`);
  const command = (...args: readonly string[]) => say(...args, '--home', home);
  const read = async (address: string): Promise<Ledger> =>
    documentOf<Ledger>(
      await command(
        'ingest',
        '--from',
        `file:${log}`,
        '--segment-lines',
        '2',
        '--json',
        '--catalogue',
        address,
        '--catalogue-wait',
        '1',
      ),
    );
  return { command, read };
}
const SETTLED = {
  read: 11,
  accepted: { watch: 5, rating: 0, recommendation: 0, account: 0 },
  repaired: 3,
  quarantined: { missing_field: 1, unknown_item: 1, unknown_user: 1 },
  pending: 0,
};

describe('ingesting with an API beside', () => {
  it('asks for what lines name and settles them, open range and full segments alike', async () => {
    const { address, paths } = await service();
    const { command, read } = lake();
    expect(await read(address)).toMatchObject(SETTLED);
    const asked = paths.length;
    // What was said once is not asked again.
    expect(await read(address)).toMatchObject(SETTLED);
    expect(paths).toHaveLength(asked);
    const { id } = documentOf<{ id: string }>(await command('dataset', 'build', '--json'));
    expect((await command('dataset', 'verify', id)).out).toContain('Verified');
  });

  it('lets lines wait while the API is down, and settles them when it is back', async () => {
    const { address, state } = await service();
    const { command, read } = lake();
    state.down = true;
    const waiting = await read(address);
    expect(waiting.read).toBe(11);
    expect(accountedFor(waiting)).toBe(11);
    expect(waiting.accepted.watch).toBe(0);
    expect(waiting.pending).toBe(10);
    expect((await command('quarantine', 'list')).out).toContain('10  pending');
    state.down = false;
    expect(await read(address)).toMatchObject(SETTLED);
  });

  it('goes on following and takes up what the API said', async () => {
    const { address } = await service();
    const installation = await temporaryInstallation();
    const log = join(temporaryFolder(), 'stream.log');
    writeFileSync(log, `${watch(1, 7)}\n`);
    const stop = new AbortController();
    const ledgerNow = async (): Promise<Ledger> =>
      settledLedger(
        await liveSegments(installation.artifacts),
        await newestSettlements(installation.artifacts),
      );
    const until = async (isDone: (ledger: Ledger) => boolean): Promise<void> => {
      for (let wait = 0; wait < 200 && !isDone(await ledgerNow()); wait++) await sleep(50);
    };
    const following = ingestLive(
      installation,
      {
        api: catalogueHttp({ address, timing: steppedTiming() }),
        decoder: movielogDecoder,
        missingDays: 7,
        roundMs: 5_000,
        pauseMs: 50,
        progress: SILENT,
        stop: stop.signal,
        follow: true,
      },
      (catalogue, stretch) =>
        ingest({
          ...installation,
          source: fileSource(log),
          decoder: movielogDecoder,
          catalogue,
          follow: true,
          stop: stretch,
          progress: SILENT,
          segmentLines: 2,
        }),
    );
    await until(({ accepted }) => accepted.watch === 1);
    appendFileSync(log, `${watch(2, 8)}\n${watch(3, 999)}\n`);
    await until(({ quarantined }) => quarantined['unknown_user'] === 1);
    stop.abort();
    await following;
    expect(await ledgerNow()).toMatchObject({
      read: 3,
      accepted: { watch: 2 },
      quarantined: { unknown_user: 1 },
      pending: 0,
    });
  });
});
