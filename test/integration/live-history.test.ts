import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  embeddedLogSource,
  fileSource,
  movieFile,
  openEmbeddedLog,
  userFile,
} from '../../src/adapters/index.ts';
import {
  currentSnapshot,
  loadCatalogue,
  syncCatalogue,
  type Catalogue,
} from '../../src/catalogue/index.ts';
import { systemClock, type Installation } from '../../src/compose.ts';
import { DATASET_PARAMETERS } from '../../src/datasets/index.ts';
import { userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder, type EventLog, type EventSource } from '../../src/events/index.ts';
import { ingest } from '../../src/ingest/index.ts';
import { keptHistory } from '../../src/serving/live-history/kept-history.ts';
import {
  openLiveHistory,
  type LiveHistory,
  type LiveHistoryOptions,
} from '../../src/serving/live-history/live-history.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { batchOf } from '../support/log-batches.ts';
import { logTime, watchLines } from '../support/log-lines.ts';

const stop = new AbortController().signal;

/** Lines of a watch from its first minute to `minutes`, as if they had all come at a second. */
const watch = (user: string, item: string, { minutes = 12, second = 0 } = {}): string[] =>
  Array.from(
    { length: minutes },
    (_, minute) => `${logTime(second)},${user},GET /data/m/${item}/${minute}.mpg`,
  );

async function openLog(installation: Installation): Promise<EventLog> {
  const log = await openEmbeddedLog(installation.home, systemClock);
  onTestFinished(() => log.close());
  return log;
}

const ingestAll = (
  installation: Installation,
  source: EventSource,
  catalogue: Catalogue | null = null,
): Promise<unknown> =>
  ingest({
    ...installation,
    source,
    decoder: movielogDecoder,
    catalogue,
    progress: SILENT,
    follow: false,
    stop,
  });

const following = (source: EventSource): LiveHistoryOptions['log'] => ({
  decoder: movielogDecoder,
  open: async () => ({ source, close: async () => undefined }),
});

function open(installation: Installation, more: Partial<LiveHistoryOptions> = {}): LiveHistory {
  const live = openLiveHistory({
    ...installation,
    parameters: DATASET_PARAMETERS.parse({}),
    log: null,
    catalogue: () => null,
    onDelay: () => undefined,
    lookMs: 20,
    ...more,
  });
  onTestFinished(() => live.close());
  return live;
}

const ready = (live: LiveHistory): Promise<void> =>
  vi.waitFor(() => expect(live.status().waitsFor).toBeNull(), { timeout: 10_000 });

const liked = ({ history }: LiveHistory, user: string): readonly string[] =>
  history.historyOf(userId(user)).itemIds;
const seen = ({ history }: LiveHistory, user: string): readonly string[] =>
  [...history.seenBy(userId(user))].sort();

/** What somebody has who was told all lines at once. */
async function allAtOnce(lines: readonly string[]): Promise<LiveHistory> {
  const installation = await temporaryInstallation();
  const path = join(temporaryFolder(), 'all.log');
  writeFileSync(path, `${lines.join('\n')}\n`);
  await ingestAll(installation, fileSource(path));
  const live = open(installation);
  await ready(live);
  return live;
}

describe('live history', () => {
  it('reads the lake, goes on with the log where the lake ends, and a later segment changes nothing', async () => {
    const installation = await temporaryInstallation();
    const log = await openLog(installation);
    const source = embeddedLogSource(installation.home);
    await log.append(batchOf(watch('1', 'a+2001')));
    await ingestAll(installation, source);
    await log.append(batchOf(watch('1', 'b+2001', { second: 60, minutes: 3 })));
    const delays: number[] = [];
    const live = open(installation, {
      log: following(source),
      onDelay: (seconds) => delays.push(seconds),
    });
    await ready(live);
    expect([liked(live, '1'), seen(live, '1')]).toEqual([['a+2001'], ['a+2001', 'b+2001']]);
    // Only the three lines behind the lake came by the log, and they waited for nobody.
    expect(live.status()).toMatchObject({ lines: 3, troubles: [], lag: 0, users: 1, contacts: 2 });
    expect(delays).toEqual([]);
    await log.append(batchOf(watch('2', 'c+2001', { second: 120 })));
    await vi.waitFor(() => expect(liked(live, '2')).toEqual(['c+2001']));
    expect(delays).toHaveLength(1);
    // How far behind it is may not be known at an instant.
    const { lag: _lag, ...before } = live.status();
    await ingestAll(installation, source);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(live.status()).toMatchObject(before);
  });

  it('follows a file that is not there yet, beside a lake of another log', async () => {
    const installation = await temporaryInstallation();
    const other = join(temporaryFolder(), 'other.log');
    writeFileSync(other, `${watch('1', 'a+2001').join('\n')}\n`);
    await ingestAll(installation, fileSource(other));
    const path = join(temporaryFolder(), 'followed.log');
    const live = open(installation, { log: following(fileSource(path)) });
    await vi.waitFor(() =>
      expect(live.status().troubles).toEqual([
        'The log cannot be read (FILE_NOT_FOUND); histories go on as they are.',
      ]),
    );
    expect([live.status().isReady, liked(live, '1')]).toEqual([true, ['a+2001']]);
    writeFileSync(path, `${watch('1', 'b+2001', { second: 60 }).join('\n')}\n`);
    await vi.waitFor(() => expect(liked(live, '1')).toEqual(['a+2001', 'b+2001']), {
      timeout: 5_000,
    });
    expect(live.status().troubles).toEqual([]);
    // Segments of the other log come by the lake.
    appendFileSync(other, `${watch('1', 'c+2001', { second: 120 }).join('\n')}\n`);
    await ingestAll(installation, fileSource(other));
    await vi.waitFor(() => expect(liked(live, '1')).toEqual(['a+2001', 'b+2001', 'c+2001']));
  });

  it('goes on at the next line when the log breaks off, none left out and none twice', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'broken.log');
    writeFileSync(path, '');
    const real = fileSource(path);
    let opened = 0;
    /** Breaks off in the third block that holds lines. */
    const breaking: EventSource = {
      ...real,
      read: async function* (partition, fromOffset, options) {
        let blocks = 0;
        for await (const block of real.read(partition, fromOffset, options)) {
          if (block.starts.length > 0 && ++blocks === 3) throw new Error('the line is dead');
          yield block;
        }
      },
    };
    const live = open(installation, {
      log: {
        decoder: movielogDecoder,
        open: async () => {
          opened++;
          return { source: breaking, close: async () => undefined };
        },
      },
    });
    await ready(live);
    const lines = watchLines(700);
    for (let from = 0; from < lines.length; from += 100) {
      appendFileSync(path, `${lines.slice(from, from + 100).join('\n')}\n`);
      await vi.waitFor(() => expect(live.status().lines).toBe(from + 100), { timeout: 10_000 });
    }
    expect(opened).toBeGreaterThan(2);
    expect(live.status().restarts).toBe(opened - 1);
    const expected = await allAtOnce(lines);
    for (let user = 1; user <= 50; user++) {
      expect(liked(live, String(user))).toEqual(liked(expected, String(user)));
      expect(seen(live, String(user))).toEqual(seen(expected, String(user)));
    }
  });

  it('takes in no line that ingest would set aside, repairs what is certain, and hears of what was settled', async () => {
    const installation = await temporaryInstallation();
    const [movies, users] = ['movies.jsonl', 'users.csv'].map((name) =>
      join(temporaryFolder(), name),
    ) as [string, string];
    writeFileSync(users, 'user_id,age,occupation,gender\n2,30,artist,F\n');
    await syncCatalogue({
      ...installation,
      items: null,
      users: userFile(users),
      complete: false,
      timeless: true,
    });
    const sync = async (...ids: string[]): Promise<Catalogue> => {
      const rows = ids.map((id) => JSON.stringify({ id, title: id, genres: [], runtime: 90 }));
      writeFileSync(movies, `${rows.join('\n')}\n`);
      await syncCatalogue({
        ...installation,
        items: movieFile(movies),
        users: null,
        complete: true,
        timeless: true,
      });
      const snapshot = await currentSnapshot(installation.home, installation.artifacts);
      return loadCatalogue(installation.tables, snapshot!);
    };
    let catalogue = await sync('a+2001', 'b+2001');
    const log = await openLog(installation);
    const source = embeddedLogSource(installation.home);
    const live = open(installation, { log: following(source), catalogue: () => catalogue });
    await ready(live);
    const line = (user: number, path: string): string => `${logTime(0)},${user},GET ${path}`;
    await log.append(
      batchOf([
        line(1, '/data/m/a+2001/12.mpg'),
        line(2, '/data/m/a+20x01/12.mpg'),
        line(3, '/data/m/strange+2001/12.mpg'),
        line(4, '/data/m/a+2001/100.mpg'),
        line(5, '/nothing/we/know'),
        line(6, '/rate/b+2001=5'),
        line(7, '/data/m/later+2001/12.mpg'),
        line(7, '/data/m/a+2001/1.mpg'),
        line(7, '/data/m/a+2001/2.mpg'),
      ]),
    );
    await vi.waitFor(() => expect(live.status().lines).toBe(9));
    const all = (): string[][] =>
      [1, 2, 3, 4, 5, 6, 7].map((user) => [...seen(live, String(user))]);
    const known = [['a+2001'], ['a+2001'], [], [], [], ['b+2001'], ['a+2001']];
    expect(all()).toEqual(known);
    expect(live.status().setAside).toBe(4);
    expect(live.history.contactsOf!(userId('1')).completions).toEqual([13 / 90]);
    // Ingest knows another catalogue by the time it comes to the lines: what it takes counts.
    catalogue = await sync('a+2001', 'b+2001', 'later+2001');
    await ingestAll(installation, source, catalogue);
    await vi.waitFor(() => expect(seen(live, '7')).toEqual(['a+2001', 'later+2001']));
    expect(all().slice(0, 6)).toEqual(known.slice(0, 6));
  });

  it('says that the log stands still, and that the lake is damaged, and goes on', async () => {
    const installation = await temporaryInstallation();
    const log = await openLog(installation);
    const source = embeddedLogSource(installation.home);
    await log.append(batchOf(watch('1', 'a+2001')));
    await ingestAll(installation, source);
    const [segment] = await installation.artifacts.list('segment');
    const live = open(installation, { log: following(source), stillMs: 100 });
    await ready(live);
    await vi.waitFor(() => expect(live.status().troubles[0]).toMatch(/^The log stands still/));
    writeFileSync(join(segment!.folder, 'events.parquet'), 'no Parquet');
    const again = open(installation, { log: following(source) });
    await vi.waitFor(() => expect(again.status().troubles[0]).toMatch(/lake .*ARTIFACT_CORRUPT/));
    await log.append(batchOf(watch('2', 'b+2001')));
    await vi.waitFor(() => expect(liked(again, '2')).toEqual(['b+2001']));
  });

  it('refuses a log of the same name with another identity', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'topic.log');
    writeFileSync(path, `${watch('1', 'a+2001').join('\n')}\n`);
    await ingestAll(installation, { ...fileSource(path), identity: 'first' });
    const live = open(installation, {
      log: following({ ...fileSource(path), identity: 'second' }),
    });
    await vi.waitFor(() => expect(live.status().troubles[0]).toMatch(/TOPIC_REPLACED/));
    expect(liked(live, '1')).toEqual(['a+2001']);
  });

  it('reads anew beside what serves when another rule says what is liked', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'followed.log');
    const lines = [...watch('1', 'a+2001'), ...watch('1', 'b+2001', { minutes: 5, second: 60 })];
    writeFileSync(path, `${lines.join('\n')}\n`);
    await ingestAll(installation, fileSource(path));
    const kept = keptHistory({
      ...installation,
      log: following(fileSource(path)),
      catalogue: () => null,
      onDelay: () => undefined,
    });
    onTestFinished(() => kept.close());
    expect([kept.status().isReady, kept.isOpen]).toEqual([false, false]);
    kept.use(DATASET_PARAMETERS.parse({}));
    const likes = (): readonly string[] => kept.history.historyOf(userId('1')).itemIds;
    await vi.waitFor(() => expect(likes()).toEqual(['a+2001']));
    kept.use(DATASET_PARAMETERS.parse({ sittingGapMinutes: 7 }));
    kept.use(DATASET_PARAMETERS.parse({ minWatchMinutes: 5 }));
    await vi.waitFor(() => expect(likes()).toEqual(['a+2001', 'b+2001']), { timeout: 5_000 });
    appendFileSync(path, `${watch('1', 'c+2001', { minutes: 5, second: 120 }).join('\n')}\n`);
    await vi.waitFor(() => expect(likes()).toHaveLength(3), { timeout: 5_000 });
  });

  it('forgets a user, and knows them again by what they do next', async () => {
    const live = await allAtOnce([...watch('1', 'a+2001'), ...watch('2', 'a+2001')]);
    live.forget(userId('1'));
    live.forget(userId('nobody'));
    expect([liked(live, '1'), seen(live, '1'), liked(live, '2')]).toEqual([[], [], ['a+2001']]);
    expect(live.status()).toMatchObject({ users: 1, contacts: 1 });
  });
});
