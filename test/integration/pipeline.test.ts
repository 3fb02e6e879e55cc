import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetContent } from '../../src/datasets/index.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { openInstallation, type Installation } from '../../src/compose.ts';
import { seededRng } from '../../src/math/rng.ts';
import {
  parseSettings,
  promoteVersion,
  runPipeline,
  type PipelineRequest,
} from '../../src/pipeline/index.ts';
import { listRuns, rollBack, versionBehind } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { families, type Family } from '../../src/training/index.ts';
import {
  temporaryFolder,
  temporaryFolderForAll,
  temporaryInstallation,
} from '../support/installation.ts';
import {
  fillInstallation,
  ingestFile,
  QUICK,
  SMALL_WORLD,
} from '../support/filled-installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const run = (installation: Installation, request: Partial<PipelineRequest> = {}) =>
  runPipeline(
    { ...installation, progress: SILENT },
    { settings: parseSettings(QUICK), asOfMs: null, force: false, ...request },
  );

describe('the pipeline', () => {
  it('promotes a personal model that beats popularity, and says so in a sentence', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { release, judgement, stages } = await run(installation);
    expect(release.verdict.reasons[0]).toMatch(/^als beats popularity by \+0\.\d+ NDCG@10 \(95 %/);
    expect(release.champion.version).toBe('als/1');
    expect(judgement.againstPopularity!.low).toBeGreaterThan(0);
    expect(stages.map((s) => s.stage)).toEqual([
      'dataset',
      'features',
      'evaluate',
      'train popularity',
      'train als',
      'behave',
    ]);
    const model = await installation.artifacts.load('model', release.champion.modelId);
    const evaluation = JSON.parse(readFileSync(join(model.folder, 'evaluation.json'), 'utf8'));
    expect(Object.keys(evaluation.test)).toEqual(['live', 'static', 'few', 'cold3']);
    expect(readFileSync(join(model.folder, 'card.md'), 'utf8')).toContain('factorCount | 8');
  });

  it('runs a stage again only when something it depends on has changed, or when forced', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const first = await run(installation);
    const second = await run(installation);
    expect(second.stages.every((s) => s.cached)).toBe(true);
    expect(second.release).toMatchObject({ changed: false, champion: { version: 'als/1' } });
    const other = await run(installation, { settings: parseSettings([...QUICK, 'als.epochs=3']) });
    expect(other.stages.filter((s) => !s.cached).map((s) => s.stage)).toEqual([
      'evaluate',
      'compare with champion',
      'train als',
      'behave',
    ]);
    expect(other.release.verdict.reasons[1]).toContain('the recipe of the champion als/1');
    const forced = await run(installation, { force: true });
    expect(forced.stages.some((s) => s.cached)).toBe(false);
    expect(forced.dataset.id).toBe(first.dataset.id);
    expect(forced.release.champion.modelId).toBe(first.release.champion.modelId);
  });

  it('makes a stage anew when what it made is gone', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { release } = await run(installation);
    await installation.artifacts.remove('model', release.baseline.modelId);
    const again = await run(installation);
    expect(again.stages.find((s) => s.stage === 'train popularity')?.cached).toBe(false);
  });

  it('refuses a model trained on shuffled labels', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const als = families['als']!;
    const shuffled: Family = {
      ...als,
      train: (positives, configuration, context) => {
        const items = positives.items.slice();
        seededRng(context.seed, 'shuffled').shuffle(items);
        return als.train({ ...positives, items }, configuration, context);
      },
    };
    const { release } = await run(installation, { families: { ...families, als: shuffled } });
    expect(release.verdict.promote).toBe(false);
    expect(release.verdict.reasons[0]).toContain('not proven better than popularity');
    expect(release.champion.version).toBe('popularity/1');
  });

  it('lets popularity serve, and says why, when too few users can be judged', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation, { ...SMALL_WORLD, likesPerUser: 2 });
    const { release, judgement } = await run(installation);
    expect(release.champion.version).toBe('popularity/1');
    expect(release.challenger).toBeNull();
    expect(release.verdict.reasons[0]).toMatch(/found 0 users .* expected at least 30/);
    expect(judgement.challenger).toBeNull();
  });

  it('uses nothing that was not known at the instant it is given', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const asOfMs = Date.UTC(2026, 2, 15);
    const { dataset } = await run(installation, { asOfMs });
    expect(dataset.manifest.content.maxTimeMs).toBeLessThanOrEqual(asOfMs);
  });

  it('never lets two runs at one home', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const first = run(installation);
    await expect(run(installation)).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    await first;
  });

  it('builds nothing from a segment whose bytes have changed', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const [segment] = await liveSegments(installation.artifacts);
    const path = join(segment!.folder, 'events.parquet');
    const bytes = readFileSync(path);
    bytes[100]! ^= 1;
    writeFileSync(path, bytes);
    await expect(run(installation)).rejects.toThrow(
      /events\.parquet .* ingest --rebuild makes it again/s,
    );
  });

  it('builds nothing from a lake with a hole in it, and says which lines are missing', async () => {
    const installation = await temporaryInstallation();
    // 600 users make about 55,000 lines: three segments.
    await fillInstallation(installation, { ...SMALL_WORLD, users: 600 });
    const segments = await liveSegments(installation.artifacts);
    const { from, to } = segments[1]!.manifest.content;
    await installation.artifacts.remove('segment', segments[1]!.id);
    await expect(run(installation)).rejects.toMatchObject({
      code: 'LAKE_GAP',
      details: { from, to },
    });
  });

  it('ends between two steps when it is asked to, and goes on from there', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const stop = new AbortController();
    const progress = {
      ...SILENT,
      say: (said: string) => said.startsWith('Judging') && stop.abort(),
    };
    const request = { settings: parseSettings(QUICK), asOfMs: null, force: false };
    const stopped = runPipeline({ ...installation, progress, stop: stop.signal }, request);
    await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
    expect(await listRuns(installation.metadata)).toEqual([]);
    const again = await run(installation);
    expect(again.stages.filter((s) => s.cached).map((s) => s.stage)).toEqual([
      'dataset',
      'features',
    ]);
  });

  it('names the first event when asked for an earlier instant', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    await expect(run(installation, { asOfMs: 0 })).rejects.toMatchObject({
      code: 'INSTANT_TOO_EARLY',
    });
  });

  it('trains on nothing that a finding blocks, and leaves no run behind', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log');
    writeFileSync(path, '2026-03-01T10:00:01,7,GET /rate/a+2001=1\n');
    await ingestFile(installation, path);
    await expect(run(installation)).rejects.toMatchObject({ code: 'TRAINING_BLOCKED' });
    expect(await listRuns(installation.metadata)).toEqual([]);
  });

  it('asks the gate before a promotion by hand, and rolls back with one command', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { release } = await run(installation);
    const promote = (version: string) =>
      promoteVersion(
        { ...installation, progress: SILENT },
        { version, actor: 'test', reason: 'a try' },
      );
    expect(await promote('als/1')).toMatchObject({ changed: false });
    expect(await promote(release.baseline.version)).toMatchObject({ changed: true });
    expect((await promote('als/1')).reasons[0]).toContain('als beats popularity');
    await rollBack(installation, { actor: 'test', because: 'a doubt' });
    expect((await versionBehind(installation.metadata, 'champion'))?.version).toBe('popularity/1');
  });
});

describe('the commands around the pipeline', () => {
  let home = '';

  beforeAll(async () => {
    home = join(temporaryFolderForAll(), 'home');
    const installation = await openInstallation(openHome(home));
    await fillInstallation(installation, SMALL_WORLD, temporaryFolderForAll());
    await installation.close();
    expect((await say('run', '--home', home, ...QUICK.flatMap((s) => ['--set', s]))).code).toBe(0);
  });

  it('tell what a run did', async () => {
    const said = await say('run', '--home', home, ...QUICK.flatMap((s) => ['--set', s]));
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/als beats popularity by/);
    expect(said.out).toMatch(/Live protocol/);
    expect(said.out).toContain(`npx showrunner serve --home ${home}`);
  });

  it('list, show, compare and verify datasets', async () => {
    const list = documentOf<{ datasets: { id: string }[] }>(
      await say('dataset', 'list', '--home', home, '--json'),
    );
    const id = list.datasets[0]!.id;
    expect((await say('dataset', 'list', '--home', home)).out).toContain(id.slice(0, 12));
    expect((await say('dataset', 'show', id, '--home', home)).out).toMatch(
      /positives +[\d,]+ rows/,
    );
    const verified = await say('dataset', 'verify', id.slice(0, 8), '--home', home);
    expect(verified.out).toMatch(/came out with the same hashes/);
    const built = documentOf<DatasetContent & { id: string }>(
      await say('dataset', 'build', '--set', 'minWatchMinutes=13', '--home', home, '--json'),
    );
    const diff = await say('dataset', 'diff', id, built.id, '--home', home);
    expect(diff.out).toMatch(/parameters: .*13/);
    expect((await say('dataset', 'diff', id, id, '--home', home)).out).toContain('the same');
    const features = await say('features', 'build', id, '--home', home);
    expect(features.out).toMatch(/120 users/);
  });

  it('train one family, evaluate it, list it', async () => {
    const trained = await say('train', '--model', 'als', '--set', 'factorCount=4', '--home', home);
    expect(trained.out).toMatch(/Trained als\/\d/);
    const version = /als\/\d+/.exec(trained.out)![0];
    const evaluated = await say('evaluate', version, '--home', home);
    expect(evaluated.out).toMatch(/als .*popularity/);
    const listed = await say('models', '--home', home);
    expect(listed.out).toContain(version);
    expect(listed.out).toMatch(/champion/);
  });

  it('undo a promotion', async () => {
    const before = documentOf<{ champion: string }>(await say('models', '--home', home, '--json'));
    await say('promote', 'popularity/1', '--home', home, '--reason', 'a test');
    const undone = await say('rollback', '--home', home);
    expect(undone.out).toContain(`to ${before.champion}`);
  });

  it.each([
    [['run', '--set', 'famlies=als'], 2, /Did you mean families/],
    [['run', '--set', 'als'], 2, /key=value/],
    [['run', '--set', 'seed=x'], 2, /9 digits/],
    [['run', '--set', 'dataset.minWatch=5'], 2, /minWatchMinutes/],
    [['run', '--set', 'dataset.ratingScale=7'], 2, /dataset.ratingScale/],
    [['run', '--set', 'als.factors=5'], 2, /factorCount/],
    [['run', '--as-of', 'yesterday'], 2, /2026-03-01/],
    [['run', '--as-of', '2026-02-30'], 2, /2026-02-30/],
    [['run', '--wrong'], 2, /unknown option/],
    [['promote', 'als/99'], 1, /als\/1/],
    [['dataset', 'show', 'ffff'], 1, /no dataset/],
    [['train', '--model', 'alz'], 2, /als/],
  ])('answer %j with exit code %i and what to do', async (args, code, words) => {
    const said = await say(...args, '--home', home);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(words);
    expect(said.err).toMatch(/found .* expected/s);
  });

  it('need a home that exists', async () => {
    const nowhere = join(home, 'nowhere');
    const said = await say('run', '--home', nowhere);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('npx showrunner ingest');
    expect(existsSync(nowhere)).toBe(false);
  });
});
