import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemId, userId } from '../../src/domain/ids.ts';
import type { Receipt, Tier } from '../../src/domain/receipt.ts';
import { latestReport, listReports, type Report } from '../../src/monitoring/index.ts';
import { openInstallation } from '../../src/compose.ts';
import { pointAlias, registerVersion } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { openExposureLog, receiptIds } from '../../src/telemetry/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

/** Our own clock runs years after the log's: a simulated service. */
const WALL_MS = Date.UTC(2030, 0, 1);

interface Given {
  readonly seconds: number;
  readonly user: string;
  readonly tier: Tier;
  readonly model: string | null;
  readonly items: string;
}

async function writeReceipts(home: string, given: readonly Given[]): Promise<void> {
  let nowMs = WALL_MS;
  const clock = { nowMs: () => nowMs };
  const log = openExposureLog(openHome(home).exposures, clock);
  const nextId = receiptIds(clock);
  for (const { seconds, user, tier, model, items } of given) {
    nowMs = WALL_MS + seconds * 1000;
    const receipt: Receipt = {
      receiptId: nextId(),
      atMs: nowMs,
      userId: userId(user),
      tier,
      exposures: items.split(' ').map((id, k) => ({
        itemId: itemId(id),
        position: k + 1,
        score: null,
        propensity: 1,
      })),
      modelVersion: model,
      modelId: model === null ? null : `model of ${model}`,
      datasetId: null,
      codeVersion: 'code',
      history: [],
      removed: {},
      latencyMs: 1,
    };
    await log.append(receipt);
  }
  await log.close();
}

const answer = (time: string, user: number, items: string): string =>
  `2024-03-02T${time},${user},recommendation request h:8082, status 200, result: ${items.replaceAll(' ', ', ')}, 9 ms`;

const LOG = [
  answer('09:00:00.001', 1, 'a+2000 b+2001'),
  '2024-03-02T09:30,1,GET /data/m/a+2000/0.mpg',
  '2024-03-02T09:31,1,GET /data/m/a+2000/1.mpg',
  '2024-03-02T10:00:00.001,2,recommendation request h:8082, status 0, result: java.util.concurrent.TimeoutException: Request timeout to h/h:8082 after 800 ms, 815 ms',
  // The same list again: the second receipt, by another model, belongs to it.
  answer('11:00:00.001', 1, 'a+2000 b+2001'),
  '2024-03-02T11:30,1,GET /data/m/b+2001/0.mpg',
  answer('12:00:00.001', 3, 'c+2002 d+2003'),
  // Nobody knows who made this one.
  answer('13:00:00.001', 4, 'a+2000 d+2003'),
];

const RECEIPTS: readonly Given[] = [
  { seconds: 10, user: '1', tier: 'personal', model: 'als/1', items: 'a+2000 b+2001' },
  // Came too late: the stream shows a timeout.
  { seconds: 20, user: '2', tier: 'personal', model: 'als/1', items: 'a+2000 c+2002' },
  { seconds: 30, user: '1', tier: 'folded-in', model: 'als/2', items: 'a+2000 b+2001' },
  { seconds: 40, user: '3', tier: 'popularity', model: 'popularity/1', items: 'c+2002 d+2003' },
  // After the last that the stream shows: its line may yet come.
  { seconds: 50, user: '3', tier: 'personal', model: 'als/2', items: 'a+2000 d+2003' },
];

async function homeWithReceipts(lines = LOG, receipts = RECEIPTS): Promise<string> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${lines.join('\n')}\n`);
  expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
  await writeReceipts(home, receipts);
  return home;
}

const report = async (home: string): Promise<Report> =>
  documentOf<Report>(await say('report', '--day', '2024-03-02', '--home', home, '--json'));

describe('report with receipts', () => {
  it('holds receipts against the stream by user and list, in order', async () => {
    const { personalised, findings } = await report(await homeWithReceipts());
    // Four answers; three have a receipt; two of the four were made for the very user.
    expect(personalised).toMatchObject({
      share: 0.5,
      withReceipt: 3,
      withoutReceipt: 1,
      receiptsNotShown: 1,
      byTier: { personal: 1, 'folded-in': 1, popularity: 1 },
    });
    const counts = Object.fromEntries(findings.map(({ check, count }) => [check, count]));
    expect(counts).toMatchObject({ 'answers-without-receipt': 1, 'receipts-not-shown': 1 });
  });

  it('tells by model and tier what the lists led to', async () => {
    const { versions } = await report(await homeWithReceipts());
    const rows = versions.map((v) => [
      v.modelVersion,
      v.tier,
      v.answers,
      v.exposures,
      v.minutes,
      v.minutesPerExposure?.mean,
    ]);
    // Two minutes of a after the first list, one of b after the second; two places each.
    expect(rows).toEqual([
      ['als/1', 'personal', 1, 2, 2, 1],
      ['als/2', 'folded-in', 1, 2, 1, 0.5],
      ['popularity/1', 'popularity', 1, 2, 0, 0],
      [null, null, 1, 2, 0, 0],
    ]);
  });

  it('gives each of two lines of one millisecond its own receipt', async () => {
    const lines = ['000100', '000900'].map((nanos) =>
      answer(`09:00:00.001${nanos}`, 1, 'a+2000 b+2001'),
    );
    const receipts = RECEIPTS.filter(({ user, items }) => user === '1' && items.startsWith('a'));
    const { personalised } = await report(await homeWithReceipts(lines, receipts));
    const byTier = { personal: 1, 'folded-in': 1 };
    expect(personalised).toMatchObject({ withReceipt: 2, withoutReceipt: 0, byTier });
  });

  it('skips lines that are no receipt', async () => {
    const home = await homeWithReceipts();
    const folder = openHome(home).exposures;
    appendFileSync(join(folder, readdirSync(folder)[0]!), '[1]\n{"receiptId":"torn","atMs":1,"us');
    expect((await report(home)).personalised).toMatchObject({ withReceipt: 3, withoutReceipt: 1 });
  });

  it('finds the champion by the clock that the receipts were written by', async () => {
    const home = await homeWithReceipts();
    // One before the first list of the day, one between its first and last.
    await promote(home, 'popularity', WALL_MS);
    await promote(home, 'als', WALL_MS + 25_000);
    const { champion } = await report(home);
    expect(champion.atStart).toBe('popularity/1');
    expect(champion.changes).toEqual([
      {
        at: '2030-01-01T00:00:25.000Z',
        action: 'promote',
        actor: 'somebody',
        from: 'popularity/1',
        to: 'als/1',
      },
    ]);
  });

  it('shows titles of the catalogue, how much of it was shown and how far films were watched', async () => {
    const home = await homeWithReceipts();
    const movies = join(temporaryFolder(), 'movies.jsonl');
    const movie = (id: string, title: string, runtime: number): string =>
      JSON.stringify({ ...MOVIE, id, title, runtime });
    writeFileSync(
      movies,
      [
        movie('a+2000', 'A <b>& "C"', 4),
        movie('b+2001', 'B', 10),
        movie('c+2002', 'C', 10),
        movie('d+2003', 'D', 0),
        movie('e+2004', 'E', 10),
      ].join('\n'),
    );
    expect((await say('catalogue', 'sync', '--movies', movies, '--home', home)).code).toBe(0);
    const { shown, viewing } = await report(home);
    // a, b, c, d of five.
    expect(shown).toMatchObject({ items: 4, catalogueItems: 5, catalogueShare: 0.8 });
    expect(shown.top[0]).toMatchObject({ itemId: 'a+2000', title: 'A <b>& "C"', exposures: 3 });
    // Two minutes of 4, one of 10: (0.5 + 0.1) / 2.
    expect(viewing.recommended.completion).toBe(0.3);
    const page = readFileSync(join(home, 'reports/2024-03-02/report.html'), 'utf8');
    expect(page).toContain('A &lt;b&gt;&amp; &quot;C&quot;');
    expect(page).not.toContain('A <b>');
    expect(page).not.toMatch(/<script|(?:src|href)="(?!#)|url\((?!#)|@import/);
  });

  it('lists what was issued, and passes over what cannot be read', async () => {
    const home = await homeWithReceipts();
    const opened = openHome(home);
    expect(listReports(opened)).toEqual([]);
    expect(latestReport(opened)).toBeNull();
    const issued = await report(home);
    expect(listReports(opened)).toEqual([issued]);
    expect(latestReport(opened)).toEqual(issued);
    const file = join(home, 'reports/2024-03-02/report.json');
    for (const text of ['{"day":', '{"day":"2024-03-02"}']) {
      writeFileSync(file, text);
      expect(listReports(opened)).toEqual([]);
      expect(latestReport(opened)).toBeNull();
    }
    expect((await report(home)).revision).toBe(1);
    // Written by another version of the program: the count goes on.
    writeFileSync(file, '{\n  "format": 0,\n  "revision": 7\n}\n');
    expect((await report(home)).revision).toBe(8);
  });
});

async function promote(home: string, family: string, atMs: number): Promise<void> {
  const installation = await openInstallation(openHome(home));
  try {
    const { metadata } = installation;
    const clock = { nowMs: () => atMs };
    const run = {
      run_id: `run-${family}`,
      stage: 'train',
      parameters: '{}',
      status: 'done',
      started_at: '2030-01-01T00:00:00.000Z',
      finished_at: null,
      output_kind: null,
      output_id: null,
      error: null,
    };
    await metadata.insertInto('runs').values(run).execute();
    const { version } = await registerVersion(
      { metadata, clock },
      { family, modelId: `model-${family}`, datasetId: 'dataset', runId: run.run_id },
    );
    await pointAlias({ metadata, clock }, 'champion', {
      version,
      reason: { actor: 'somebody', action: 'promote', because: 'a test' },
    });
  } finally {
    await installation.close();
  }
}

const MOVIE = {
  tmdb_id: 1,
  imdb_id: 'tt1',
  original_title: 'X',
  adult: 'False',
  belongs_to_collection: {},
  budget: '0',
  genres: [],
  homepage: 'null',
  original_language: 'en',
  overview: 'null',
  popularity: '1',
  poster_path: 'null',
  production_companies: [],
  production_countries: [],
  release_date: '2000-01-01',
  revenue: '0',
  spoken_languages: [],
  status: 'Released',
  vote_average: '5',
  vote_count: '1',
};
