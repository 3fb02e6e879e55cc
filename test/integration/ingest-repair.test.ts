import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountedFor } from '../../src/domain/ledger.ts';
import { sqlPaths } from '../../src/store/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { knownCatalogue } from '../support/known-catalogue.ts';
import { logTime } from '../support/log-lines.ts';

const catalogue = knownCatalogue({ 'film+1': 100, 'film+2': 90 });
const watch = (second: number, user: number | string, minute = 3): string =>
  `${logTime(second)},${user},GET /data/m/film+1/${minute}.mpg`;
const fileOf = (lines: readonly string[]): string => {
  const path = join(temporaryFolder(), 'stream.log');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
/** A leaf has 4 lines: user 500 is seen twice in the first. */
const FIRST_LEAF = [watch(1, 500, 1), watch(2, 500, 2), watch(3, 7), watch(4, 8)];

describe('repair while ingesting', () => {
  it('uses what was meant, keeps the line as it came and counts both', async () => {
    const installation = await temporaryInstallation();
    const damaged = watch(5, '4N2');
    const path = fileOf([...FIRST_LEAF, damaged, watch(6, '9N9999')]);
    const { ledger, segments, findings, repairs } = await ingestFile(installation, path, {
      catalogue,
    });
    // User 99999 is above every id that two lines have shown.
    expect(ledger).toMatchObject({ repaired: 1, quarantined: { bad_user: 1 } });
    expect(accountedFor(ledger)).toBe(6);
    expect(repairs).toEqual([
      { position: 4, reason: 'bad_user', line: damaged, repaired: watch(5, 42) },
    ]);
    expect(findings.find(({ check }) => check === 'repaired')?.examples).toEqual([
      `${damaged} → ${watch(5, 42)}`,
    ]);
    const events = sqlPaths(segments.map(({ folder }) => join(folder, 'events.parquet')));
    expect(
      await installation.tables.rows(
        `SELECT user_id FROM read_parquet(${events}) WHERE position = 4`,
      ),
    ).toEqual([{ user_id: '42' }]);
  });

  it('does not count a line twice that came damaged and whole', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf([
      ...FIRST_LEAF,
      watch(5, 42),
      watch(5, '4N2'),
      watch(6, '4N3'),
      watch(6, 43),
    ]);
    const { ledger } = await ingestFile(installation, path, { catalogue });
    expect(ledger).toMatchObject({ read: 8, repaired: 1, duplicate: 2, quarantined: {} });
  });

  it('sets aside minutes behind the end and what two lines can have been', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf([
      ...FIRST_LEAF,
      watch(5, 42, 102),
      `${logTime(6).replace('T0', 'T10')},42,GET /data/m/film+1/1.mpg`,
    ]);
    const { ledger } = await ingestFile(installation, path, { catalogue });
    // 102 of 100 minutes: 10, 12 and (not a number) 02. Hour 100 is 00 or 10.
    expect(ledger.quarantined).toEqual({ ambiguous_repair: 2 });
  });

  it('comes out the same in one run and in many', async () => {
    const lines = Array.from({ length: 60 }, (_, k) =>
      k % 7 === 6 ? watch(k, `${k}N`) : watch(k, 10 * Math.floor(k / 2), k),
    );
    const once = await temporaryInstallation();
    const whole = await ingestFile(once, fileOf(lines), { catalogue, segmentLines: 20 });
    expect(whole.ledger.repaired).toBeGreaterThan(2);
    const often = await temporaryInstallation();
    const path = fileOf(lines.slice(0, 5));
    for (let at = 5; at < lines.length; at += 9) {
      await ingestFile(often, path, { catalogue, segmentLines: 20 });
      appendFileSync(path, `${lines.slice(at, at + 9).join('\n')}\n`);
    }
    const pieces = await ingestFile(often, path, { catalogue, segmentLines: 20 });
    const withoutSource = (result: typeof whole) =>
      contentsOf(result).map((content) => ({ ...(content as object), id: '', source: '' }));
    expect(withoutSource(pieces)).toEqual(withoutSource(whole));
  });
});
