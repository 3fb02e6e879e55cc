import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RANGE, type Range } from '../../src/monitoring/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const asked = (day: string, user: number, status: 200 | 400 = 200): string =>
  `${day}T10:00:0${user},${user},recommendation request 1.2.3.4:8082, status ${status}, result: ${status === 200 ? 'a+2000, 7 ms' : 'movie x not found, 7 ms'}`;
const watched = (day: string, user: number, minutes: number): string[] =>
  Array.from(
    { length: minutes },
    (_, k) => `${day}T11:${String(k).padStart(2, '0')},${user},GET /data/m/b+2001/${k}.mpg`,
  );

/** Two Mondays with a Tuesday after the second; the first had two of four requests voided. */
const LINES = [
  ...[1, 2].map((user) => asked('2024-03-04', user)),
  ...[3, 4].map((user) => asked('2024-03-04', user, 400)),
  ...watched('2024-03-04', 1, 10),
  ...[1, 2, 3].map((user) => asked('2024-03-11', user)),
  asked('2024-03-11', 4, 400),
  ...watched('2024-03-11', 1, 15),
  ...watched('2024-03-12', 2, 5),
];

async function homeWith(lines: readonly string[]): Promise<{ home: string; log: string }> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${lines.join('\n')}\n`);
  await say('ingest', '--from', `file:${log}`, '--home', home);
  return { home, log };
}

const week = async (home: string, ...more: string[]) =>
  say('report', '--week', '2024-W11', '--home', home, ...more);
const trendOf = ({ trends }: Range, name: string) => trends.find((trend) => trend.name === name)!;

describe('report --week', () => {
  it('holds every day against the same weekday of the week before, and makes reports that lack', async () => {
    const { home } = await homeWith(LINES);
    const range = documentOf<Range>(await week(home, '--json'));
    expect(range).toMatchObject({ from: '2024-03-11', to: '2024-03-17', week: '2024-W11' });
    expect(range.days.map(({ day, weekBefore }) => [day, weekBefore?.day ?? null])).toEqual([
      ['2024-03-11', '2024-03-04'],
      ['2024-03-12', null],
    ]);
    expect(range.missing).toHaveLength(5);
    // 3 of 4 on the only day that anybody asked on; the Monday before 2 of 4.
    expect(trendOf(range, 'availability')).toMatchObject({
      all: 0.75,
      paired: { days: 1, now: 0.75, before: 0.5 },
    });
    // 15 + 5 minutes in all, of which only the Monday can be compared: 15 with 10.
    expect(trendOf(range, 'minutes')).toMatchObject({
      all: 20,
      paired: { days: 1, now: 15, before: 10 },
      days: [
        { day: '2024-03-11', now: 15, before: 10 },
        { day: '2024-03-12', now: 5, before: null },
      ],
    });
    expect(range.findings.find(({ check }) => check === 'voided-answers')).toMatchObject({
      severity: 'warn',
      days: ['2024-03-11'],
    });
    expect(existsSync(join(home, 'reports/2024-03-04/report.json'))).toBe(true);
    // Nobody is in a holdout here, so nobody can say what lists were worth.
    expect(range.worth).toEqual({
      range: null,
      days: [
        { day: '2024-03-11', minutesPerUserDay: null },
        { day: '2024-03-12', minutesPerUserDay: null },
      ],
    });
  });

  it('writes nothing anew when nothing changed, and says what did when something has', async () => {
    const { home, log } = await homeWith(LINES);
    await week(home);
    const place = join(home, 'reports/weeks/2024-W11/range.json');
    const before = readFileSync(place, 'utf8');
    expect((await week(home)).err).toContain('Unchanged since revision 1');
    expect(readFileSync(place, 'utf8')).toBe(before);
    appendFileSync(log, `${watched('2024-03-12', 3, 4).join('\n')}\n`);
    await say('ingest', '--from', `file:${log}`, '--home', home);
    await say('report', '--day', '2024-03-12', '--home', home);
    const again = documentOf<Range>(await week(home, '--json'));
    expect(again.revision).toBe(2);
    expect(again.changes.some((change) => change.endsWith('20 → 24'))).toBe(true);
    expect(RANGE.safeParse(again).success).toBe(true);
  });

  it('is one page that asks nothing of anybody else, and a short text', async () => {
    const { home } = await homeWith(LINES);
    const { out } = await week(home, '--text');
    expect(out.split('\n')[0]).toBe(
      'Showrunner, week 2024-W11, 2024-03-11 to 2024-03-17, provisional',
    );
    expect(out).toBe(readFileSync(join(home, 'reports/weeks/2024-W11/range.txt'), 'utf8'));
    const page = readFileSync(join(home, 'reports/weeks/2024-W11/range.html'), 'utf8');
    expect(page).not.toMatch(/<script|<link|(?:src|href)="(?!#)|url\((?!#)|style="|@import/);
  });
});

describe('report --range', () => {
  it('is put under its days', async () => {
    const { home } = await homeWith(LINES);
    const said = await say('report', '--range', '2024-03-11..2024-03-12', '--home', home);
    expect(said.code).toBe(0);
    expect(existsSync(join(home, 'reports/ranges/2024-03-11..2024-03-12/range.html'))).toBe(true);
  });

  it('is refused where the lake has nothing, and where it is not told once', async () => {
    const { home } = await homeWith(LINES);
    const empty = await say('report', '--range', '2023-01-01..2023-01-02', '--home', home);
    expect(empty.err).toContain('[REPORT_RANGE_EMPTY]');
    expect((await say('report', '--home', home)).err).toContain('[REPORT_WHAT]');
    const twice = await say('report', '--day', '2024-03-11', '--week', '2024-W11', '--home', home);
    expect(twice.err).toContain('[REPORT_WHAT]');
  });
});
