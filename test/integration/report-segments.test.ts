import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/monitoring/index.ts';
import { keepRules } from '../../src/serving/rules/kept-rules.ts';
import { openHome, sha256 } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { writeReceipts, type GivenReceipt } from '../support/receipt-lines.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const WALL_MS = Date.UTC(2030, 0, 1);
const list = (time: string, user: number, items: string): string =>
  `2024-03-02T${time},${user},recommendation request h:8082, status 200, result: ${items.replaceAll(' ', ', ')}, 9 ms`;
const watching = (time: string, user: number, item: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, k) => {
    const at = Date.parse(`2024-03-02T${time}:00Z`) + k * 60_000;
    return `${new Date(at).toISOString().slice(0, 16)},${user},GET /data/m/${item}/${from + k}.mpg`;
  });

const [A, B, C] = ['a+2000', 'b+2001', 'c+2002'];
const LOG = [
  // User 1 was there before; 2 and 3 are new.
  '2024-03-01T08:00,1,GET /data/m/c+2002/0.mpg',
  list('09:00:00.001', 1, `${A} ${B}`),
  ...watching('09:10', 1, A, 0, 5),
  '2024-03-02T10:00:01,1,GET /rate/a+2000=4',
  list('11:00:00.001', 2, `${B} ${C}`),
  ...watching('11:10', 2, C, 0, 10),
  list('12:00:00.001', 2, `${A} ${C}`),
  list('13:00:00.001', 3, `${A} ${B}`),
  // Found: no list of user 3 holds c.
  ...watching('14:00', 3, C, 0, 2),
  '2024-03-04T00:00,9,GET /data/m/a+2000/0.mpg',
];
const MOVIES = [A, B, C].map((id, k) => ({
  id,
  title: `Movie ${k}`,
  genres: [{ name: k === 0 ? 'Horror' : 'Drama' }],
  runtime: 10,
  release_date: '2000-01-01',
}));
const USERS = ['user_id,age,occupation,gender', '1,40,x,F', '2,12,x,M', '3,,x,M'].join('\n');
const RULES = 'ageLimits: [{ minimumAge: 16, genres: [horror] }]\nunknownAge: adult\n';
const RULES_ID = sha256(RULES);

const RULED: readonly GivenReceipt[] = [
  { atMs: WALL_MS + 1000, user: '1', items: [A!, B!], model: 'als/1', age: 40 },
  { atMs: WALL_MS + 2000, user: '2', items: [B!, C!], model: 'als/1', age: 12 },
  { atMs: WALL_MS + 3000, user: '2', items: [A!, C!], tier: 'popularity', model: 'popularity/1' },
  { atMs: WALL_MS + 4000, user: '3', items: [A!, B!], model: 'als/1' },
];
const RECEIPTS = RULED.map((receipt) => ({ ...receipt, rulesId: RULES_ID }));

async function reportOf(receipts: readonly GivenReceipt[] = RECEIPTS): Promise<Report> {
  const folder = temporaryFolder();
  const path = (name: string): string => join(folder, name);
  const home = path('home');
  writeFileSync(path('stream.log'), `${LOG.join('\n')}\n`);
  writeFileSync(path('movies.jsonl'), `${MOVIES.map((m) => JSON.stringify(m)).join('\n')}\n`);
  writeFileSync(path('users.csv'), `${USERS}\n`);
  const run = async (...args: readonly string[]) => {
    const said = await say(...args, '--home', home);
    expect(said.err).not.toContain('showrunner:');
    return said;
  };
  await run('catalogue', 'sync', '--movies', path('movies.jsonl'), '--users', path('users.csv'));
  await run('ingest', '--from', `file:${path('stream.log')}`);
  keepRules(openHome(home), { id: RULES_ID, text: RULES });
  await writeReceipts(home, receipts);
  return documentOf<Report>(await run('report', '--day', '2024-03-02', '--json'));
}

const groupOf = ({ segments }: Report, dimension: string, group: string) =>
  segments.groups.find((one) => one.dimension === dimension && one.group === group)!;

describe('the segments of a day', () => {
  it('have the measures that follow by hand', async () => {
    const report = await reportOf();
    const all = groupOf(report, 'all', 'all');
    // Four lists of two places. Credited: a by 1 (5 of 10 minutes), c by 2 (all 10), to the first list.
    expect(all).toMatchObject({
      users: 3,
      answers: 4,
      exposures: 8,
      watches: 2,
      minutes: 15,
      personalisedRate: 0.75,
      catalogueRate: 1,
    });
    expect(all.watchThrough!.mean).toBeCloseTo(2 / 8, 8);
    expect(all.minutesPerUserDay!.mean).toBeCloseTo(15 / 3, 8);
    expect(all.hitRate!.mean).toBeCloseTo(2 / 4, 8);
    expect(all.completion.recommended!.mean).toBeCloseTo((0.5 + 1) / 2, 8);
    // One user of three is too few for an interval.
    expect(all.completion.found).toBeNull();
    expect(all.meanRating).toBeNull();
    // 5 of 5, 10 of 10 and 0 of 2 minutes.
    expect(all.listMinuteRate!.mean).toBeCloseTo(15 / 17, 8);
    expect(all.byPosition).toEqual([
      { position: 1, exposures: 4, watches: 1 },
      { position: 2, exposures: 4, watches: 1 },
    ]);
    // Shown: a and b three times, c twice. 2·(1·2 + 2·3 + 3·3)/(3·8) − 4/3.
    expect(all.exposureGini).toBeCloseTo((2 * 17) / 24 - 4 / 3, 8);
    // Shown: horror 3/8, drama 5/8. Watched: horror 5/17, drama 12/17.
    const overlap = Math.sqrt((3 / 8) * (5 / 17)) + Math.sqrt((5 / 8) * (12 / 17));
    expect(all.genreDistance).toBeCloseTo(Math.sqrt(1 - overlap), 8);
    // Of three viewers in the time that was read all watched c, one a, none b: −log₂((n+1)/4) is 0
    // for c and 1 for a; b counts as the least watched.
    expect(all.noveltyBits!.mean).toBeCloseTo((3 * 1 + 3 * 1 + 2 * 0) / 8, 8);
  });

  it('part lists, users and movies', async () => {
    const report = await reportOf();
    const counts = (dimension: string) =>
      Object.fromEntries(
        report.segments.groups
          .filter((one) => one.dimension === dimension)
          .map(({ group, users, exposures, watches }) => [group, [users, exposures, watches]]),
      );
    expect(counts('model-version')).toEqual({ 'als/1': [3, 6, 2], 'popularity/1': [1, 2, 0] });
    expect(counts('tier')).toEqual({ personal: [3, 6, 2], popularity: [1, 2, 0] });
    expect(counts('tenure')).toEqual({ new: [2, 6, 1], returning: [1, 2, 1] });
    expect(counts('age-band')).toEqual({
      '35-44': [1, 2, 1],
      'under-18': [1, 4, 1],
      unknown: [1, 2, 0],
    });
    expect(counts('gender')).toEqual({ F: [1, 2, 1], M: [2, 6, 1] });
    // c has three of four viewers, so the head ends with it; a begins beyond two thirds.
    expect(counts('popularity')).toEqual({ head: [1, 2, 1], tail: [3, 6, 1] });
  });

  it('tell that nobody can know which titles are new in a lake that has just begun', async () => {
    const { newTitles } = (await reportOf()).segments;
    expect(newTitles).toMatchObject({ titles: [], count: null, reached: null });
  });
});

describe('what minors were shown', () => {
  it('is held against the age limits of the rules that the receipt names', async () => {
    const { fairness, findings } = await reportOf();
    // User 2 is 12 and was shown a, a horror film; user 3, of unknown age, counts as an adult.
    expect(fairness.minors).toMatchObject({
      users: 1,
      unknownAge: 1,
      exposures: 4,
      checked: 8,
      violations: 1,
      examples: [{ userId: '2', itemId: A, age: 12, leastAge: 16 }],
      note: null,
    });
    expect(findings.find(({ check }) => check === 'shown-below-age')).toMatchObject({
      severity: 'block',
      count: 1,
      examples: [`${A} to user 2`],
    });
  });

  it('says which rules are gone', async () => {
    const gone = 'f'.repeat(64);
    const { fairness } = await reportOf(RECEIPTS.map((receipt) => ({ ...receipt, rulesId: gone })));
    expect(fairness.minors).toMatchObject({ checked: 0, violations: 0 });
    expect(fairness.minors.note).toContain(gone);
  });

  it('compares no groups that are too small', async () => {
    const { comparisons } = (await reportOf()).fairness;
    expect(comparisons.map(({ by, gaps }) => [by, gaps])).toEqual([
      ['age-band', []],
      ['gender', []],
    ]);
    expect(comparisons[0]!.note).toContain('30 users');
  });
});

it('finds a receipt of a user of whom the stream shows nothing', async () => {
  const lost = { atMs: WALL_MS + 2500, user: '77', items: [A!, B!] };
  const { personalised } = await reportOf([...RECEIPTS.slice(0, 2), lost, ...RECEIPTS.slice(2)]);
  expect(personalised).toMatchObject({ withReceipt: 4, receiptsNotShown: 1 });
});
