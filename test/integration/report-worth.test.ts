import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInstallation, openRecords } from '../../src/compose.ts';
import { userId } from '../../src/domain/ids.ts';
import { worthOver, type Report } from '../../src/monitoring/index.ts';
import { assign } from '../../src/rollout/assignment.ts';
import { holdoutRecord } from '../../src/rollout/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { keepRecord } from '../support/keep-record.ts';
import { writeReceipts } from '../support/receipt-lines.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

/** Our own clock runs years after the log's: a simulated service. */
const WALL_MS = Date.UTC(2030, 0, 1);
const DAY_MS = 86_400_000;
const USERS = Array.from({ length: 120 }, (_, k) => k + 1);
const record = (version: number, rate: number) => holdoutRecord({ version, salt: 'salt', rate });
const HALF = record(1, 0.5);
const isPersonal = (user: number, of = HALF): boolean =>
  assign(of, userId(String(user)))!.arm === 'personal';

/** Minutes that a user watches on a day: what they usually do, and 3 more for personal lists. */
const usual = (user: number): number => 2 + (user % 4);
const minutesOf = (user: number): number => usual(user) + (isPersonal(user) ? 3 : 0);

const at = (day: number, second: number): string =>
  new Date(Date.UTC(2024, 2, day) + second * 1000).toISOString().slice(0, 19);
/** Minutes of a movie of the list, watched by a user on a day. */
const watching = (day: number, user: number, item: string, minutes: number): string[] =>
  Array.from(
    { length: minutes },
    (_, minute) => `${at(day, user + 60 * (minute + 1))},${user},GET /data/m/${item}/${minute}.mpg`,
  );
const list = (day: number, user: number): string =>
  `${at(day, user)}.001,${user},recommendation request h:8082, status 200, result: a${day}+2000, b+2001, 9 ms`;

/** Everybody asks on a day, and watches the first movie of the list. */
const lived = (day: number): string[] =>
  USERS.flatMap((user) => [
    list(day, user),
    ...watching(day, user, `a${day}+2000`, minutesOf(user)),
  ]);
const receiptsOf = (day: number) =>
  USERS.map((user) => ({
    atMs: WALL_MS + day * DAY_MS + user * 1000,
    user: String(user),
    items: [`a${day}+2000`, 'b+2001'],
    variant: `holdout@1:${isPersonal(user) ? 'personal' : 'not-personal'}`,
    tier: isPersonal(user) ? ('personal' as const) : ('popularity' as const),
    model: isPersonal(user) ? 'als/1' : 'popularity/1',
    latencyMs: 4,
  }));
/** The week before: everybody does what they usually do, and nobody asks. */
const before = USERS.flatMap((user) => watching(1, user, 'z+1999', usual(user)));

async function homeWith(
  lines: readonly string[],
  days: readonly number[],
  versions: readonly { fromMs: number; record: ReturnType<typeof record> }[],
): Promise<string> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${lines.join('\n')}\n`);
  expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
  await writeReceipts(home, days.flatMap(receiptsOf));
  const records = await openRecords(openHome(home));
  for (const { fromMs, record: of } of versions) await keepRecord(records.metadata, of, fromMs);
  await records.close();
  return home;
}

const reportOf = async (home: string, day: number): Promise<Report> => {
  const said = await say('report', '--day', `2024-03-0${day}`, '--home', home, '--json');
  expect(said.err).not.toContain('showrunner:');
  return documentOf<Report>(said);
};

const mean = (users: readonly number[]): number =>
  users.reduce((sum, user) => sum + minutesOf(user), 0) / users.length;

describe('the worth of a day', () => {
  const [some, few] = [USERS.filter((u) => isPersonal(u)), USERS.filter((u) => !isPersonal(u))];

  it('is the difference of the arms in minutes of film per user-day', async () => {
    const home = await homeWith(lived(2), [2], [{ fromMs: WALL_MS, record: HALF }]);
    const { worth, segments, latencyCompared } = await reportOf(home, 2);
    expect(worth).toMatchObject({ experiment: 'holdout@1', notPersonalRate: 0.5 });
    const day = worth.day!;
    expect([day.personal.users, day.notPersonal.users, day.leftOut]).toEqual([
      some.length,
      few.length,
      0,
    ]);
    expect(day.minutesPerUserDay!.mean).toBeCloseTo(mean(some) - mean(few), 8);
    expect(day.method).toBe('welch');
    // Everything that was watched followed a list, so all minutes of the personal arm are credited;
    // 1 − (difference / credited) of them would have been watched anyway.
    expect(day.anyway.creditedMinutes).toBe(mean(some) * some.length);
    expect(day.anyway.share!.mean).toBeCloseTo(mean(few) / mean(some), 8);
    expect(worth.range).toEqual(day);
    // The same by what receipts say.
    const variants = segments.groups.filter(({ dimension }) => dimension === 'variant');
    expect(variants.map(({ group, users }) => [group, users])).toEqual([
      ['holdout@1:not-personal', few.length],
      ['holdout@1:personal', some.length],
    ]);
    expect(latencyCompared).toEqual({
      answers: USERS.length,
      oursMs: { p50: 4, p95: 4, p99: 4 },
      theirsMs: { p50: 9, p95: 9, p99: 9 },
      betweenMs: { p50: 5, p95: 5, p99: 5 },
    });
  });

  it('takes out what users did before the experiment', async () => {
    const versions = [{ fromMs: WALL_MS, record: HALF }];
    const home = await homeWith([...before, ...lived(2)], [2], versions);
    const { day } = (await reportOf(home, 2)).worth;
    expect(day!.method).toBe('welch-cuped');
    // What differs between users is what they usually do; the rest is the 3 minutes.
    expect(Math.abs(day!.minutesPerUserDay!.mean - 3)).toBeLessThan(0.3);
    const width = ({ minutesPerUserDay: of }: NonNullable<typeof day>) => of!.high - of!.low;
    const plain = await reportOf(await homeWith(lived(2), [2], versions), 2);
    expect(width(day!)).toBeLessThan(0.3 * width(plain.worth.day!));
  });

  it('is measured over the days on which the experiment held', async () => {
    // On the 2nd there was none yet (so its minutes, 3 more by arm already, are those of before); on the 4th user 120 asks no more, and counts with two of three days.
    const lines = [...lived(2), ...lived(3), ...lived(4).filter((line) => !/,120,/.test(line))];
    const home = await homeWith(lines, [2, 3, 4], [{ fromMs: WALL_MS + 3 * DAY_MS, record: HALF }]);
    expect((await reportOf(home, 2)).worth.day).toBeNull();
    const { worth } = await reportOf(home, 4);
    expect(worth.range).toMatchObject({ fromDay: '2024-03-03', toDay: '2024-03-04', days: 2 });
    const [a, b] = [some, few].map(
      (users) =>
        (2 * mean(users) * users.length - (users.includes(120) ? minutesOf(120) : 0)) /
        users.length /
        2,
    );
    expect(worth.range!.personal.minutesPerUserDay!.mean).toBeCloseTo(a!, 8);
    expect(worth.range!.notPersonal.minutesPerUserDay!.mean).toBeCloseTo(b!, 8);
    expect(worth.range!.method).toBe('welch-cuped');
    // Asked for by its days, and by more days than the experiment held on.
    const installation = await openInstallation(openHome(home));
    try {
      const over = (fromDay: string) => worthOver(installation, { fromDay, toDay: '2024-03-04' });
      expect(await over('2024-03-03')).toEqual(worth.range);
      expect(await over('2024-03-01')).toEqual(worth.range);
      expect(await over('2024-03-04')).toEqual(worth.day);
    } finally {
      await installation.close();
    }
  });

  it('leaves out who changed arms when the share changed on the day', async () => {
    const wider = record(2, 0.1);
    const home = await homeWith(
      lived(2),
      [2],
      [
        { fromMs: WALL_MS, record: HALF },
        { fromMs: WALL_MS + 2 * DAY_MS + 60_000, record: wider },
      ],
    );
    const { worth } = await reportOf(home, 2);
    expect(worth.experiment).toBe('holdout@2');
    const moved = USERS.filter((user) => isPersonal(user) !== isPersonal(user, wider));
    expect(worth.day!.leftOut).toBe(moved.length);
    expect(moved.length).toBeGreaterThan(0);
    expect(worth.day!.personal.users).toBe(some.length);
    // A tenth of 120 users is too few to tell a mean.
    expect(worth.day!.minutesPerUserDay).toBeNull();
    expect(worth.day!.note).toContain('from 30 in each on');
  });

  it('is null without an experiment', async () => {
    const { worth } = await reportOf(await homeWith(lived(2), [2], []), 2);
    expect(worth).toMatchObject({
      experiment: null,
      notPersonalRate: null,
      day: null,
      range: null,
    });
  });
});
