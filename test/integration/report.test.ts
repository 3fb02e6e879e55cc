import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT, SHIPPED_ALERTS, type Report } from '../../src/monitoring/index.ts';
import { parseAlerts } from '../../src/monitoring/alerts/load-alerts.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const listLine = (time: string, user: number, items: string, ms: number): string =>
  `${time},${user},recommendation request 1.2.3.4:8082, status 200, result: ${items}, ${ms} ms`;
const failedLine = (time: string, user: number, status: number, text: string): string =>
  `${time},${user},recommendation request 1.2.3.4:8082, status ${status}, result: ${text}`;
/** Minutes of a movie, one a minute from an hour and minute on. */
const watch = (
  day: string,
  from: string,
  user: number,
  item: string,
  minutes: number[],
): string[] =>
  minutes.map((minute, k) => {
    const at = Date.parse(`${day}T${from}:00Z`) + k * 60_000;
    return `${new Date(at).toISOString().slice(0, 16)},${user},GET /data/m/${item}/${minute}.mpg`;
  });

/** Until the end of 2 March. */
const UNTIL_MIDNIGHT = [
  listLine('2024-03-01T23:50:00.123', 1, 'a+2000, b+2001', 20),
  ...watch('2024-03-02', '00:10', 1, 'a+2000', [0, 1, 2]),
  // The list and the first minute fall on the same second.
  listLine('2024-03-02T10:00:00.500', 2, 'a+2000, b+2001, c+2002', 30),
  ...watch('2024-03-02', '10:00', 2, 'b+2001', [0, 1]),
  listLine('2024-03-02T12:00:00.100', 2, 'c+2002, d+2003, a+2000', 10),
  ...watch('2024-03-02', '13:00', 2, 'c+2002', [0, 1, 2, 3]),
  ...watch('2024-03-02', '14:00', 3, 'd+2003', [0]),
  failedLine('2024-03-02T15:00:00.001', 3, 400, 'movie ["d+2003" not found, 5 ms'),
  failedLine(
    '2024-03-02T16:00:00.001',
    3,
    0,
    'java.util.concurrent.TimeoutException: Request timeout to h/1.2.3.4:8082 after 800 ms, 815 ms',
  ),
  '2024-03-02T17:00:01,3,GET /rate/d+2003=4',
  '2024-03-02T18:00:01,9,GET /create_account',
  // Seven hours after the last minute: another sitting with the same movie.
  ...watch('2024-03-02', '20:00', 2, 'c+2002', [4, 5]),
];
/** 3 March, and the first second of 4 March, which closes the books of 2 March. */
const THE_DAY_AFTER = [
  ...watch('2024-03-03', '09:00', 2, 'd+2003', [0, 1]),
  // 25 hours after the last list with it.
  ...watch('2024-03-03', '13:00', 2, 'a+2000', [0]),
  '2024-03-04T00:00,1,GET /data/m/e+2004/0.mpg',
];

/** A home with these lines in its lake. */
async function homeWith(lines: readonly string[]): Promise<{ home: string; log: string }> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${lines.join('\n')}\n`);
  await ingest(home, log);
  return { home, log };
}

async function ingest(home: string, log: string): Promise<void> {
  expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
}

async function report(home: string, day: string): Promise<Report> {
  const said = await say('report', '--day', day, '--home', home, '--json');
  expect(said.err).not.toContain('showrunner:');
  return documentOf<Report>(said);
}

describe('report', () => {
  it('tells what the callers saw', async () => {
    const { home } = await homeWith([...UNTIL_MIDNIGHT, ...THE_DAY_AFTER]);
    const document = await report(home, '2024-03-02');
    // Four requests at 10, 12, 15 and 16 h; in order of time taken: 5, 10, 30, 815 ms. Nearest
    // rank: ⌈0.5·4⌉ = 2nd, ⌈0.95·4⌉ = 4th, ⌈0.99·4⌉ = 4th.
    expect(document).toMatchObject({
      day: '2024-03-02',
      requests: 4,
      answered: 2,
      voided: 1,
      unanswered: 1,
      otherStatus: 0,
      availability: 0.5,
      latencyMs: { p50: 10, p95: 815, p99: 815 },
      unansweredBy: { timeout: 1 },
      voidedIds: [{ id: '["d+2003"', answers: 1 }],
      data: {
        until: '2024-03-04T00:00:00.000Z',
        closesAt: '2024-03-04T00:00:00.000Z',
        complete: true,
      },
    });
    const bins = document.latencyHistogram.filter(({ requests }) => requests > 0);
    expect(bins.map(({ fromMs, toMs, requests }) => [fromMs, toMs, requests])).toEqual([
      [5, 10, 1],
      [10, 20, 1],
      [20, 40, 1],
      [800, null, 1],
    ]);
  });

  it('parts what followed a list from what was found', async () => {
    const { home } = await homeWith([...UNTIL_MIDNIGHT, ...THE_DAY_AFTER]);
    const document = await report(home, '2024-03-02');
    // Begun on the day: a by 1 (after the list of the evening before), b by 2 (in the second of the
    // list), c by 2, c by 2 again (a later sitting: found), d by 3 (no list): 3 + 2 + 4 + 2 + 1.
    expect(document.viewing).toEqual({
      viewers: 3,
      watches: 5,
      minutes: 12,
      recommended: { watches: 3, minutes: 9, watchShare: 0.6, minuteShare: 0.75, completion: null },
      found: { watches: 2, minutes: 3, completion: null },
    });
    // Six places in the lists of the day. Credited: b (2nd place, 2 minutes), c (1st place of the
    // later list, 4 minutes), d the next day (2nd place, 2 minutes); a was begun after the window.
    // One user had all lists, so drawing users changes nothing: 8 / 6.
    expect(document.attribution).toMatchObject({
      version: 2,
      exposures: 6,
      watches: 3,
      minutes: 8,
      watchesPerExposure: 0.5,
      minutesPerExposure: { mean: 1.333333333, low: 1.333333333, high: 1.333333333 },
      meanPosition: 1.666666667,
    });
    const busy = document.hours.filter(({ minutes, requests }) => minutes + requests > 0);
    expect(
      busy.map((h) => [h.hour, h.requests, h.answered, h.minutes, h.recommendedMinutes]),
    ).toEqual([
      [0, 0, 0, 3, 3],
      [10, 1, 1, 2, 2],
      [12, 1, 1, 0, 0],
      [13, 0, 0, 4, 4],
      [14, 0, 0, 1, 0],
      [15, 1, 0, 0, 0],
      [16, 1, 0, 0, 0],
      [20, 0, 0, 2, 0],
    ]);
  });

  it('credits a list of the evening with what is watched after midnight', async () => {
    const { home } = await homeWith([...UNTIL_MIDNIGHT, ...THE_DAY_AFTER]);
    const document = await report(home, '2024-03-01');
    expect(document).toMatchObject({ requests: 1, availability: 1 });
    // a, 1st of 2 places, 3 minutes.
    expect(document.attribution).toMatchObject({
      exposures: 2,
      watches: 1,
      minutes: 3,
      meanPosition: 1,
    });
    expect(document.viewing).toMatchObject({ watches: 0, minutes: 0 });
  });

  it('credits the later of two lists of one second, and the day that the list was of', async () => {
    const { home } = await homeWith([
      listLine('2024-03-02T10:00:00.100', 1, 'a+2000, b+2001', 9),
      listLine('2024-03-02T10:00:00.900', 1, 'b+2001, c+2002, a+2000', 9),
      ...watch('2024-03-02', '10:00', 1, 'a+2000', [0]),
      // Shown on both days, begun after the second: credited to the third of March alone.
      listLine('2024-03-03T00:10:00.001', 1, 'c+2002', 9),
      ...watch('2024-03-03', '00:30', 1, 'c+2002', [0, 1]),
    ]);
    const [first, second] = [await report(home, '2024-03-02'), await report(home, '2024-03-03')];
    expect(first.attribution).toMatchObject({
      exposures: 5,
      watches: 1,
      minutes: 1,
      meanPosition: 3,
    });
    expect(second.attribution).toMatchObject({ exposures: 1, watches: 1, minutes: 2 });
  });

  it('does not count a movie again that was credited the day before', async () => {
    const { home } = await homeWith([
      listLine('2024-03-01T20:00:00.001', 1, 'a+2000', 9),
      ...watch('2024-03-01', '21:00', 1, 'a+2000', [0, 1]),
      listLine('2024-03-02T08:00:00.001', 1, 'a+2000', 9),
      ...watch('2024-03-02', '09:00', 1, 'a+2000', [2, 3, 4]),
    ]);
    expect((await report(home, '2024-03-01')).attribution).toMatchObject({
      watches: 1,
      minutes: 2,
    });
    expect((await report(home, '2024-03-02')).attribution).toMatchObject({
      watches: 0,
      minutes: 0,
    });
  });

  it('counts people, ratings, what was shown and what the ledger accepted', async () => {
    const { home } = await homeWith([...UNTIL_MIDNIGHT, ...THE_DAY_AFTER, 'nonsense']);
    const document = await report(home, '2024-03-02');
    expect(document).toMatchObject({
      ratings: { count: 1, mean: 4 },
      accounts: 1,
      // 1, 2, 3 and 9; user 1 was there the day before.
      users: 4,
      usersFirstSeen: 3,
      ledger: {
        accepted: { watch: 12, rating: 1, recommendation: 4, account: 1 },
        overlapping: { read: 24, quarantined: { [reasonOf(document)]: 1 } },
      },
    });
    expect(document.shown).toEqual({
      exposures: 6,
      items: 4,
      catalogueItems: null,
      catalogueShare: null,
      itemsPerExposure: 0.666666667,
      top: [
        { itemId: 'a+2000', title: null, exposures: 2, share: 0.333333333 },
        { itemId: 'c+2002', title: null, exposures: 2, share: 0.333333333 },
        { itemId: 'b+2001', title: null, exposures: 1, share: 0.166666667 },
        { itemId: 'd+2003', title: null, exposures: 1, share: 0.166666667 },
      ],
    });
  });

  it('says null where nobody asked, and that nobody can say who made the lists', async () => {
    const { home } = await homeWith(['2024-03-02T10:00:01,1,GET /data/m/a+2000/0.mpg']);
    const document = await report(home, '2024-03-02');
    expect(document).toMatchObject({
      requests: 0,
      availability: null,
      latencyMs: { p50: null, p95: null, p99: null },
      attribution: { minutesPerExposure: null, meanPosition: null },
      personalised: { share: null, withReceipt: null },
      versions: [],
      champion: { atStart: null, changes: [] },
    });
    expect(document.headline[0]).toContain('nobody asked for a list');
  });

  it('is issued again, with what changed, when more of the log comes, and left alone otherwise', async () => {
    const { home, log } = await homeWith(UNTIL_MIDNIGHT);
    const first = await report(home, '2024-03-02');
    expect(first).toMatchObject({ revision: 1, changes: [], data: { complete: false } });
    // Until midnight b and c: 2 + 4 minutes.
    expect(first.attribution.minutes).toBe(6);
    const file = join(home, 'reports/2024-03-02/report.json');
    const written = statSync(file).mtimeMs;
    expect(await report(home, '2024-03-02')).toEqual(first);
    expect((await say('report', '--day', '2024-03-02', '--home', home)).err).toContain(
      'Unchanged since revision 1',
    );
    expect(statSync(file).mtimeMs).toBe(written);
    appendFileSync(log, `${THE_DAY_AFTER.join('\n')}\n`);
    await ingest(home, log);
    const second = await report(home, '2024-03-02');
    expect(second).toMatchObject({ revision: 2, data: { complete: true } });
    expect(second.changes).toContain('attribution.minutes: 6 → 8');
    expect(REPORT.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(second);
  });

  it('says three lines without --json, and where the page is', async () => {
    const { home } = await homeWith([...UNTIL_MIDNIGHT, ...THE_DAY_AFTER]);
    const said = await say('report', '--day', '2024-03-02', '--home', home);
    expect(said.out.trimEnd().split('\n')).toHaveLength(3);
    expect(said.out).toContain('2 of 4 requests got a list (50.0 %)');
    expect(said.err).toContain('reports/2024-03-02/report.html');
    // Every place that a shipped alert leads to is on the page.
    const page = readFileSync(join(home, 'reports/2024-03-02/report.html'), 'utf8');
    const { rules } = parseAlerts(readFileSync(SHIPPED_ALERTS, 'utf8'), 'alerts.yaml');
    const sections = [...new Set(rules.map(({ section }) => section))];
    expect(sections.length).toBeGreaterThan(3);
    expect(sections.filter((section) => !page.includes(`id="${section}"`))).toEqual([]);
  });

  it('ends with 1 on a day without a line and with 2 on what is no day', async () => {
    const { home } = await homeWith(UNTIL_MIDNIGHT);
    const empty = await say('report', '--day', '2024-02-29', '--home', home);
    expect(empty.code).toBe(1);
    expect(empty.err).toContain('found lines from 2024-03-01 to 2024-03-02');
    for (const day of ['2024-02-30', 'yesterday', '2024-3-2', '2024-03-02T00:00']) {
      const malformed = await say('report', '--day', day, '--home', home);
      expect(malformed.code).toBe(2);
      expect(malformed.err).toContain(day);
    }
  });
});

const reasonOf = ({ ledger }: Report): string => Object.keys(ledger.overlapping.quarantined)[0]!;
