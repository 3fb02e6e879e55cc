import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileSource } from '../../src/adapters/index.ts';
import type { Catalogue } from '../../src/catalogue/index.ts';
import { openInstallation } from '../../src/compose.ts';
import { accountedFor } from '../../src/domain/ledger.ts';
import { archivedLines, liveSegments, type Segment } from '../../src/ingest/index.ts';
import { lockRole, sqlPaths } from '../../src/store/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { logTime, watchLines } from '../support/log-lines.ts';

const fileOf = (lines: readonly string[], end = '\n'): string => {
  const path = join(temporaryFolder(), 'stream.log');
  writeFileSync(path, lines.join('\n') + end);
  return path;
};
const events = (segments: readonly Segment[]): string =>
  `read_parquet(${sqlPaths(segments.map(({ folder }) => join(folder, 'events.parquet')))})`;

describe('ingesting a file', () => {
  it('gives every line its place in the ledger', async () => {
    const installation = await temporaryInstallation();
    const answer = 'recommendation request a:8082, status';
    const path = fileOf([
      `${logTime(1)},1,GET /data/m/film+1/0.mpg`,
      `${logTime(2)},1,GET /rate/film+1=4`,
      `${logTime(3)},1,GET /create_account`,
      `${logTime(4)}.071,1,${answer} 200, result: film+1, film+2, 5 ms`,
      `${logTime(5)}.071,1,${answer} 0, result: refused: a, b, 7 ms`,
      `${logTime(1)},1,GET /data/m/film+1/0.mpg`,
      `${logTime(6)},X,GET /data/m/film+1/0.mpg`,
      '',
    ]);
    const { ledger, newLines, examples, segments } = await ingestFile(installation, path);
    // Line 6 repeats line 1; line 7 has a letter as its user; line 8 is empty.
    expect(ledger).toEqual({
      read: 8,
      accepted: { watch: 1, rating: 1, recommendation: 2, account: 1 },
      repaired: 0,
      duplicate: 1,
      quarantined: { bad_user: 1, empty_line: 1 },
      pending: 0,
    });
    expect(newLines).toBe(8);
    expect(examples).toEqual([
      { reason: 'bad_user', position: 6, line: `${logTime(6)},X,GET /data/m/film+1/0.mpg` },
      { reason: 'empty_line', position: 7, line: '' },
    ]);
    const rows = await installation.tables.rows(
      `SELECT * EXCLUDE (time_ms, time_nanos, user_id) FROM ${events(segments)} ORDER BY position`,
    );
    const none = {
      item_id: null,
      minute: null,
      watched_minutes: null,
      rating: null,
      host: null,
      status: null,
      item_ids: null,
      error_text: null,
      latency_ms: null,
    };
    expect(rows).toEqual([
      { ...none, kind: 'watch', item_id: 'film+1', minute: 0, position: 0 },
      { ...none, kind: 'rating', item_id: 'film+1', rating: 4, position: 1 },
      { ...none, kind: 'account', position: 2 },
      {
        ...none,
        kind: 'recommendation',
        host: 'a',
        status: 200,
        item_ids: ['film+1', 'film+2'],
        error_text: '',
        latency_ms: 5,
        position: 3,
      },
      {
        ...none,
        kind: 'recommendation',
        host: 'a',
        status: 0,
        item_ids: [],
        error_text: 'refused: a, b',
        latency_ms: 7,
        position: 4,
      },
    ]);
  });

  it('keeps every raw byte, also of lines that are no text', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'stream.log');
    const content = Buffer.concat([
      Buffer.from([0xff, 0xfe, 10]),
      Buffer.from(`${watchLines(20).join('\n')}\né\n`),
    ]);
    writeFileSync(path, content);
    const { segments, ledger } = await ingestFile(installation, path);
    expect(
      Buffer.concat(
        await Promise.all(segments.map((segment) => archivedLines(installation.tables, segment))),
      ),
    ).toEqual(content);
    expect(ledger.quarantined).toEqual({ missing_field: 1, not_utf8: 1 });
    const paths = segments.map(({ folder }) => join(folder, 'quarantine.parquet'));
    // 0xff 0xfe in base64 is "//4=".
    expect(
      await installation.tables.rows(`FROM read_parquet(${sqlPaths(paths)}) ORDER BY position`),
    ).toEqual([
      { position: 0, reason: 'not_utf8', line: null, bytes_base64: '//4=' },
      { position: 21, reason: 'missing_field', line: 'é', bytes_base64: null },
    ]);
  });

  it('cuts 1,046 lines at 400s, 40s and 4s', async () => {
    const { segments } = await ingestFile(await temporaryInstallation(), fileOf(watchLines(1046)));
    const ranges = segments.map(({ manifest: { content } }) => [content.from, content.to]);
    // 2 x 400, 6 x 40 = 240 to 1,040, one leaf of 4, a rest of 2.
    expect(ranges.slice(0, 3)).toEqual([
      [0, 400],
      [400, 800],
      [800, 840],
    ]);
    expect(ranges.slice(-2)).toEqual([
      [1040, 1044],
      [1044, 1046],
    ]);
    expect(segments.map(({ manifest }) => manifest.content.closed).filter(Boolean)).toHaveLength(2);
  });

  it('says so when there is no catalogue, and flags what a partial one lacks', async () => {
    const path = fileOf(watchLines(10));
    const none = await ingestFile(await temporaryInstallation(), path);
    expect(none.findings.map(({ check, count }) => [check, count])).toEqual([['no-catalogue', 10]]);
    // film+3 of ten movies and users 2 to 10 of ten are not known.
    const known: Catalogue = {
      id: 'c',
      itemCoverage: 'partial',
      userCoverage: 'complete',
      hasItem: (id) => id !== 'film+3',
      hasUser: (id) => id !== '5',
      lacksItem: () => false,
      lacksUser: () => false,
      item: () => undefined,
    };
    const some = await ingestFile(await temporaryInstallation(), path, { catalogue: known });
    expect(some.ledger.accepted.watch).toBe(9);
    expect(some.ledger.quarantined).toEqual({ unknown_user: 1 });
    expect(some.findings.find(({ check }) => check === 'unverified-item')).toMatchObject({
      count: 1,
      examples: ['film+3'],
    });
  });
});

describe('going on', () => {
  it('comes out the same in one run, in two and in many', async () => {
    const lines = [...watchLines(700), ...watchLines(50, 300), 'broken', ...watchLines(250, 700)];
    const path = fileOf(lines);
    const whole = await ingestFile(await temporaryInstallation(), path);
    expect(whole.ledger).toMatchObject({ read: 1001, duplicate: 50 });
    expect(accountedFor(whole.ledger)).toBe(1001);
    for (const cuts of [[500], [1, 3, 39, 399, 400, 401, 750, 1000]]) {
      const installation = await temporaryInstallation();
      for (const cut of cuts) {
        writeFileSync(path, `${lines.slice(0, cut).join('\n')}\n`);
        await ingestFile(installation, path);
      }
      writeFileSync(path, `${lines.join('\n')}\n`);
      const last = await ingestFile(installation, path);
      expect(last.newLines).toBe(1001 - cuts.at(-1)!);
      expect(contentsOf(last)).toEqual(contentsOf(whole));
      const folders = readdirSync(join(installation.home.root, 'lake'));
      expect(folders.sort()).toEqual(last.segments.map(({ id }) => id).sort());
    }
  });

  it('finds repeats of lines that an earlier run committed in a closed segment', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(400));
    await ingestFile(installation, path);
    appendFileSync(path, `${watchLines(3).join('\n')}\n`);
    const { ledger } = await ingestFile(installation, path);
    expect(ledger).toMatchObject({ read: 403, duplicate: 3 });
  });

  it('does nothing when nothing is new', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(450));
    const first = await ingestFile(installation, path);
    const second = await ingestFile(installation, path);
    expect(second.newLines).toBe(0);
    expect(contentsOf(second)).toEqual(contentsOf(first));
  });

  it.each([
    ['in a closed segment', 400, 10],
    ['in the open range', 450, 420],
    ['in the last line', 450, 449],
  ])('refuses a file that changed %s', async (_where, count, changed) => {
    const installation = await temporaryInstallation();
    const lines = watchLines(count);
    const path = fileOf(lines);
    const before = await ingestFile(installation, path);
    writeFileSync(
      path,
      `${lines.with(changed, 'changed').join('\n')}\n${watchLines(9, 500).join('\n')}\n`,
    );
    await expect(ingestFile(installation, path)).rejects.toMatchObject({ code: 'FILE_REPLACED' });
    const after = await liveSegments(installation.artifacts);
    expect(after.map(({ id }) => id)).toEqual(before.segments.map(({ id }) => id));
  });

  it('refuses a file that became shorter', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(450));
    await ingestFile(installation, path);
    for (const rest of [420, 100, 0]) {
      writeFileSync(
        path,
        watchLines(rest)
          .map((line) => `${line}\n`)
          .join(''),
      );
      await expect(ingestFile(installation, path)).rejects.toMatchObject({ code: 'FILE_REPLACED' });
    }
  });

  it('takes a last line that was unfinished again when it is finished', async () => {
    const installation = await temporaryInstallation();
    const lines = watchLines(45);
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(path, lines.join('\n').slice(0, -6));
    const cut = await ingestFile(installation, path);
    expect(cut.ledger.quarantined).toEqual({ unknown_event: 1 });
    writeFileSync(path, `${lines.join('\n')}\n`);
    const { ledger, segments } = await ingestFile(installation, path);
    expect(ledger).toMatchObject({ read: 45, accepted: { watch: 45 }, quarantined: {} });
    expect(readdirSync(join(installation.home.root, 'lake'))).toHaveLength(segments.length);
  });

  it('lets the larger range count when a crash left both', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(450));
    const smaller = await ingestFile(installation, fileOf(watchLines(39)), {
      source: { ...fileSource(fileOf(watchLines(39))), name: `file:${path}` },
    });
    const copies = smaller.segments.map(({ id }) => id);
    const { ledger, segments } = await ingestFile(installation, path);
    expect(ledger.read).toBe(450);
    expect(segments.map(({ id }) => id)).not.toEqual(expect.arrayContaining(copies));
  });
});

describe('following a file', () => {
  it('commits what comes until it is stopped, to the same segments as one run', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(390));
    const stopping = new AbortController();
    const running = ingestFile(installation, path, { follow: true, stop: stopping.signal });
    const committed = async (): Promise<number> =>
      (await liveSegments(installation.artifacts).catch(() => [])).reduce(
        (sum, { manifest }) => sum + manifest.content.ledger.read,
        0,
      );
    for (let count = 390; count < 440; count += 11) {
      while ((await committed()) < count) await sleep(50);
      appendFileSync(path, `${watchLines(10, count).join('\n')}\nunfin`);
      appendFileSync(path, 'ished\n');
    }
    // Five times eleven lines after the first 390.
    while ((await committed()) < 445) await sleep(50);
    stopping.abort();
    const followed = await running;
    const whole = await ingestFile(await temporaryInstallation(), path);
    expect(contentsOf(followed)).toEqual(contentsOf(whole));
    expect(followed.ledger.read).toBe(readFileSync(path, 'utf8').split('\n').length - 1);
  });
});

describe('what goes wrong', () => {
  it('keeps what was committed when a gzip file turns out to be cut', async () => {
    const installation = await temporaryInstallation();
    const whole = gzipSync(`${watchLines(30_000).join('\n')}\n`);
    const path = join(temporaryFolder(), 'stream.log.gz');
    writeFileSync(path, whole.subarray(0, whole.length - 500));
    await expect(ingestFile(installation, path)).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
    writeFileSync(path, whole);
    const { ledger } = await ingestFile(installation, path);
    expect(ledger.accepted.watch).toBe(30_000);
    expect(readdirSync(installation.home.temporary).filter((n) => n.startsWith('segment'))).toEqual(
      [],
    );
  });

  it('refuses a second ingestion into the same home', async () => {
    const installation = await temporaryInstallation();
    const lock = lockRole(installation.home, 'ingest');
    await expect(ingestFile(installation, fileOf([]))).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
    lock.release();
    expect((await ingestFile(installation, fileOf([]))).ledger.read).toBe(1);
  });

  it('can go on in another process with the same home', async () => {
    const installation = await temporaryInstallation();
    const path = fileOf(watchLines(450));
    const first = await ingestFile(installation, path);
    const again = await openInstallation(installation.home);
    const second = await ingestFile(again, path);
    await again.close();
    expect(contentsOf(second)).toEqual(contentsOf(first));
  });
});
