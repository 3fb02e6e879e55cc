import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { STATUS, statusJsonSchema, type Status } from '../../../src/http/index.ts';
import { reportDay } from '../../../src/monitoring/index.ts';
import { recordRun } from '../../../src/registry/index.ts';
import { lockRole } from '../../../src/store/index.ts';
import { controlServer } from '../../support/control-server.ts';
import { fillInstallation, QUICK } from '../../support/filled-installation.ts';
import { ingestFile } from '../../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../../support/installation.ts';
import { watchLines } from '../../support/log-lines.ts';
import { sourcesOf } from '../../support/count-models.ts';
import { testServer } from '../../support/public-server.ts';
import { say } from '../../support/recording-terminal.ts';

type Server = Awaited<ReturnType<typeof controlServer>>;

/** The document, which must be of the published form. */
async function statusOf(server: Server): Promise<Status> {
  const reply = await server.send('/v1/status');
  expect(reply.status).toBe(200);
  return STATUS.parse(JSON.parse(reply.body));
}
const saying = ({ attention }: Status): string[] =>
  attention.map(({ severity, about }) => `${severity} ${about}`);

describe('the published schema of the status document', () => {
  it('is the one the program has; write it again with `node scripts/write-schemas.ts`', () => {
    const path = join(import.meta.dirname, '../../../docs/schemas/status.schema.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(statusJsonSchema())),
    );
  });
});

describe('the status of an empty home', () => {
  it('says what there is not, and how to begin', async () => {
    const server = await controlServer();
    const status = await statusOf(server);
    expect(status).toMatchObject({
      format: 1,
      home: server.home.root,
      stream: { isReading: false, sources: [], linesRead: 0, lastEventAt: null },
      ledger: { read: 0, addsUp: true },
      segments: { count: 0 },
      catalogue: null,
      datasets: { count: 0, latest: null },
      training: { isAtWork: false, current: null, last: [] },
      models: { versions: 0, champion: null, evaluation: null, gate: null, lastChange: null },
      report: null,
      reportDays: [],
    });
    expect(saying(status)).toEqual(['stop serving', 'look stream']);
    expect(status.attention[1]!.advice).toContain('npx showrunner ingest --from');
  });
});

describe('the status of a stream', () => {
  it('counts what was read, where it went and how far the file goes on', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log');
    // 10 good lines at seconds 0 to 9, one without meaning, and one that was read before.
    writeFileSync(path, `${[...watchLines(10), 'nonsense', watchLines(1, 9)[0]].join('\n')}\n`);
    await ingestFile(installation, path);
    const server = await controlServer({}, installation.home.root);
    const { stream, ledger, segments } = await statusOf(server);
    expect(stream).toMatchObject({
      isReading: false,
      linesRead: 12,
      lastEventAt: '2024-03-01T00:00:09.000Z',
      behindSeconds: 0,
    });
    expect(stream.sources).toMatchObject([
      { name: `file:${path}`, partitions: 1, linesRead: 12, behindSeconds: 0 },
    ]);
    expect(ledger).toMatchObject({ read: 12, accepted: { watch: 10 }, duplicate: 1, addsUp: true });
    expect(Object.values(ledger.quarantined)).toEqual([1]);
    // 12 lines in leaves of 4: three segments.
    expect(segments).toMatchObject({ count: 3, closed: 0 });
    expect(segments.sizeBytes).toBeGreaterThan(0);

    // Three minutes more in the file: from second 9 to second 189.
    appendFileSync(path, `${watchLines(1, 189)[0]}\n`);
    const later = await statusOf(server);
    expect(later.stream.behindSeconds).toBe(180);
    expect(saying(later)).toContain('look stream');
    const held = lockRole(installation.home, 'ingest');
    const reading = await statusOf(server);
    expect(reading.stream.isReading).toBe(true);
    // The rest has been there since the look before, a few seconds by the clock of the test.
    expect(reading.stream.behindForSeconds).toBeGreaterThan(0);
    expect(saying(reading)).not.toContain('look stream');
    held.release();

    await ingestFile(installation, path);
    const read = await statusOf(server);
    expect(read.stream).toMatchObject({ linesRead: 13, behindSeconds: 0 });
    expect(read.stream.linesPerSecond).toBeGreaterThan(0);
  });

  it('takes a lock whose process is gone for nobody', async () => {
    const server = await controlServer();
    const lock = join(server.home.locks, 'ingest.lock');
    for (const text of ['{"pid":999999999,"startTicks":null}', '{}', 'not JSON']) {
      writeFileSync(lock, text);
      expect((await statusOf(server)).stream.isReading).toBe(false);
    }
  });
});

describe('the status of a home in which a pipeline ran', () => {
  it('tells dataset, training, models, gate and report', async () => {
    const installation = await temporaryInstallation();
    const { home } = installation;
    await fillInstallation(installation);
    const settings = QUICK.flatMap((pair) => ['--set', pair]);
    expect((await say('run', '--home', home.root, ...settings)).code).toBe(0);
    const server = await controlServer({}, home.root);
    const status = await statusOf(server);
    const { datasets, training, models } = status;
    expect(datasets).toMatchObject({ count: 1, latest: { users: 120 } });
    // als and popularity; the loss of als has as many points as epochs.
    expect(training.last.map(({ family, status }) => [family, status])).toEqual([
      ['als', 'done'],
      ['popularity', 'done'],
    ]);
    expect(training.last.map(({ epochs, loss }) => [epochs, loss.length])).toEqual([
      [4, 4],
      [0, 0],
    ]);
    expect(models).toMatchObject({
      versions: 2,
      champion: { version: 'als/1', family: 'als', datasetId: datasets.latest!.id },
      baseline: { version: 'popularity/1' },
      gate: { challenger: 'als', impossible: null, passed: true },
      lastChange: { action: 'promote', actor: 'pipeline', from: 'popularity/1', to: 'als/1' },
    });
    const judged = JSON.parse(
      readFileSync(join(home.root, 'models', models.champion!.modelId, 'evaluation.json'), 'utf8'),
    ) as { test: { live: { model: string; metrics: { ndcg: { mean: number } } }[] } };
    const mean = (family: string) =>
      judged.test.live.find(({ model }) => model === family)!.metrics.ndcg.mean;
    expect(models.evaluation?.model.mean).toBe(mean('als'));
    expect(models.evaluation?.popularity?.mean).toBe(mean('popularity'));
    expect(models.lastChange!.because.join(' ')).toContain('als beats popularity');
    expect(saying(status)).not.toContain('look models');

    const day = datasets.latest!.asOf.slice(0, 10);
    const { report } = await reportDay(installation, day);
    mkdirSync(join(home.reports, 'not-a-day'));
    const reported = await statusOf(server);
    expect(reported.reportDays).toEqual([day]);
    expect(reported.report).toMatchObject({ day, revision: 1, headline: report.headline });
  });

  it('tells what is trained now, and a training whose process is gone', async () => {
    const installation = await temporaryInstallation();
    const server = await controlServer({}, installation.home.root);
    const parameters = { recipe: { family: 'ease', configuration: {} } };
    const lock = lockRole(installation.home, 'train');
    let during: Status | undefined;
    let after: Status | undefined;
    await recordRun(installation, { stage: 'train', parameters }, async () => {
      during = await statusOf(server);
      lock.release();
      after = await statusOf(server);
      return {};
    });
    expect(during!.training).toMatchObject({
      isAtWork: true,
      current: { family: 'ease', status: 'running', finishedAt: null },
      last: [],
    });
    expect(after!.training).toMatchObject({ isAtWork: false, current: null });
    expect(after!.training.last[0]).toMatchObject({ family: 'ease', status: 'abandoned' });
    expect(saying(after!)).toContain('look training');
    await recordRun(installation, { stage: 'other', parameters: {} }, () =>
      Promise.reject(new Error('no space')),
    ).catch(() => undefined);
    const failed = await statusOf(server);
    expect(failed.training.last[0]).toMatchObject({ status: 'failed', family: null });
    expect(failed.attention.find(({ about }) => about === 'training')?.message).toContain(
      'no space',
    );
  });
});

describe('the status of the service that gives lists', () => {
  it('is read from its metrics', async () => {
    const serving = testServer();
    try {
      const url = `http://127.0.0.1:${await serving.listen()}`;
      // Looked at only when asked.
      const server = await controlServer({ servingUrl: url, pace: { everyMs: 3_600_000 } });
      for (const user of [1, 2, 99_999, 'x']) await fetch(`${url}/recommend/${user}`);
      await fetch(`${url}/nowhere`);
      const { serving: first } = await statusOf(server);
      // Users 1 and 2 have a history, 99999 has none; x is no user.
      expect(first).toMatchObject({
        url,
        isReachable: true,
        isReady: true,
        answers: 3,
        byTier: { 'folded-in': 2, popularity: 1 },
        refused: 1,
        latencyMs: { over: 'since-start' },
        failures: { serverErrors: 0, scorer: 0, violations: 0, receiptsLost: 0 },
      });
      await fetch(`${url}/recommend/3`);
      const { serving: second } = await statusOf(server);
      expect(second).toMatchObject({ answers: 4, latencyMs: { over: 'last-minute' } });
      expect(second.answersPerSecond).toBeGreaterThan(0);
    } finally {
      await serving.close();
    }
  });

  it('counts no error of the server where it is only not ready', async () => {
    const none = { champion: () => null, baseline: () => null };
    const serving = testServer({ sources: { ...sourcesOf(), models: none } });
    try {
      const servingUrl = `http://127.0.0.1:${await serving.listen()}`;
      const server = await controlServer({ servingUrl });
      await statusOf(server);
      const status = await statusOf(server);
      expect(status.serving).toMatchObject({ isReady: false, failures: { serverErrors: 0 } });
      expect(saying(status)).toContain('look serving');
    } finally {
      await serving.close();
    }
  });

  it('says why it cannot be asked', async () => {
    const server = await controlServer({ servingUrl: 'http://127.0.0.1:1' });
    const status = await statusOf(server);
    expect(status.serving).toMatchObject({ isReachable: false, isReady: null, answers: 0 });
    expect(status.attention[0]).toMatchObject({ severity: 'stop', about: 'serving' });
    expect(status.attention[0]!.message).toContain(status.serving.problem!);
  });
});

describe('a long curve of losses', () => {
  it('is told by 60 points, the first and the last among them', async () => {
    const installation = await temporaryInstallation();
    const metrics = Array.from({ length: 237 }, (_, k) => ({
      name: 'loss',
      step: k + 1,
      value: 1 / (k + 1),
    }));
    await recordRun(installation, { stage: 'train', parameters: {} }, async () => ({ metrics }));
    const server = await controlServer({}, installation.home.root);
    const [run] = (await statusOf(server)).training.last;
    expect(run).toMatchObject({ epochs: 237 });
    // Steps of 236/59 = 4 epochs: 1, 5, 9 … 237.
    expect(run!.loss).toHaveLength(60);
    expect([run!.loss[0], run!.loss[1], run!.loss.at(-1)]).toEqual([1, 1 / 5, 1 / 237]);
  });
});

describe('a source whose end cannot be known', () => {
  it('has none: packed, or gone', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log.gz');
    writeFileSync(path, gzipSync(`${watchLines(10).join('\n')}\n`));
    await ingestFile(installation, path);
    rmSync(installation.home.reports, { recursive: true });
    const server = await controlServer({}, installation.home.root);
    for (const remove of [() => undefined, () => rmSync(path)]) {
      remove();
      const { stream, reportDays } = await statusOf(server);
      expect(stream).toMatchObject({ linesRead: 10, behindSeconds: null });
      expect(stream.sources[0]).toMatchObject({ end: null, behindSeconds: null });
      expect(reportDays).toEqual([]);
    }
  });
});

describe('the status of data', () => {
  it('tells the catalogue in force, and of several datasets the one that knows most', async () => {
    const installation = await temporaryInstallation();
    const { home } = installation;
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'movies.jsonl'),
      `${['film+0', 'film+1'].map((id) => JSON.stringify({ id, title: id })).join('\n')}\n`,
    );
    const sync = ['catalogue', 'sync', '--movies', join(folder, 'movies.jsonl')];
    expect((await say(...sync, '--home', home.root)).code).toBe(0);
    const path = join(folder, 'movielog.log');
    writeFileSync(path, `${watchLines(10).join('\n')}\n`);
    await ingestFile(installation, path);
    const build = ['dataset', 'build', '--home', home.root];
    expect((await say(...build)).code).toBe(0);
    expect((await say(...build, '--as-of', '2024-03-01T00:00:05')).code).toBe(0);
    const server = await controlServer({}, home.root);
    const status = await statusOf(server);
    expect(status.catalogue).toMatchObject({ items: 2, users: 0, complete: false });
    expect(status.datasets).toMatchObject({
      count: 2,
      latest: { asOf: '2024-03-01T00:00:09.000Z', users: 10, watches: 10 },
    });
    // There is a dataset, but nothing was trained on it.
    expect(status.attention.find(({ about }) => about === 'models')?.message).toBe(
      'There is a dataset, but no model serves yet.',
    );
  });
});

describe('a home of which a part cannot be read', () => {
  it('says so, and tells the rest', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log');
    writeFileSync(path, `${watchLines(10).join('\n')}\n`);
    await ingestFile(installation, path);
    writeFileSync(join(installation.home.root, 'lake', 'f'.repeat(64)), 'not a folder');
    const server = await controlServer({}, installation.home.root);
    const broken = await statusOf(server);
    expect(broken.attention[0]).toMatchObject({ severity: 'stop', about: 'stream' });
    rmSync(join(installation.home.root, 'lake', 'f'.repeat(64)));
    expect((await statusOf(server)).stream.linesRead).toBe(10);
  });
});
