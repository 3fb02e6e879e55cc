import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { retain, type RetentionPolicy } from '../../src/maintenance/index.ts';
import { parseSettings, runPipeline, verifyDataset } from '../../src/pipeline/index.ts';
import {
  requireVersion,
  rollBack,
  versionBehind,
  versionToRollBackTo,
} from '../../src/registry/index.ts';
import {
  endExperiment,
  experimentFolder,
  loadFacts,
  requireExperiment,
  saveFacts,
} from '../../src/rollout/index.ts';
import { openArtifacts, type Installation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';
import { requireDecoder } from '../../src/cli/decoders.ts';
import { receiptIds } from '../../src/telemetry/index.ts';
import { BY, startOn, withTreatment } from '../support/ab-home.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryInstallation } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const TIGHT: RetentionPolicy = {
  modelsPerFamily: 0,
  datasets: 0,
  exposureDays: 30,
  setAsideDays: 30,
};

/** A home in which the pipeline ran twice, with other parameters the second time. */
async function ranTwice(): Promise<Installation> {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  for (const more of [['als.factorCount=4'], ['dataset.minWatchMinutes=3']])
    await runPipeline(
      { ...installation, progress: SILENT },
      { settings: parseSettings([...QUICK, ...more]), asOfMs: null, force: false },
    );
  return installation;
}

const counts = async ({ artifacts }: Installation) => ({
  models: (await artifacts.list('model')).length,
  datasets: (await artifacts.list('dataset')).length,
  features: (await artifacts.list('features')).length,
  segments: (await artifacts.list('segment')).length,
});

describe('retention', () => {
  it('leaves what serves, verifiable, and takes the rest', async () => {
    const installation = await ranTwice();
    const before = await counts(installation);
    expect(before).toMatchObject({ datasets: 2, features: 2 });
    const planned = await retain({ ...installation, policy: TIGHT, dryRun: true });
    expect(await counts(installation)).toEqual(before);
    expect(await retain({ ...installation, policy: TIGHT, dryRun: false })).toEqual(planned);
    const after = await counts(installation);
    expect(after.segments).toBe(before.segments);
    expect(after.models).toBe(before.models - planned['model']!.count);
    const champion = await versionBehind(installation.metadata, 'champion');
    await installation.artifacts.load('model', champion!.modelId);
    const verified = await verifyDataset(
      {
        ...installation,
        progress: SILENT,
        decoderOf: (name) => requireDecoder(installation.home, name),
        openArtifacts,
      },
      champion!.datasetId,
    );
    expect(verified.id).toBe(champion!.datasetId);
    const nothing = await retain({ ...installation, policy: TIGHT, dryRun: false });
    expect(Object.values(nothing).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('keeps a model as long as a receipt that names it is kept', async () => {
    const installation = await withTreatment();
    const { artifacts, metadata, home } = installation;
    const old = { id: (await requireVersion(metadata, 'item-knn/1')).modelId };
    mkdirSync(home.exposures, { recursive: true });
    const log = join(home.exposures, '20260101T000000000Z-1.jsonl');
    const nextId = receiptIds(installation.clock);
    writeFileSync(log, `${JSON.stringify({ ...RECEIPT, receiptId: nextId(), modelId: old.id })}\n`);
    await retain({ ...installation, policy: TIGHT, dryRun: false });
    await artifacts.load('model', old.id);
    // Forty days on, the log is older than the thirty that receipts are kept.
    const then = new Date(Date.now() - 40 * 86_400_000);
    utimesSync(log, then, then);
    const gone = await retain({ ...installation, policy: TIGHT, dryRun: false });
    expect(gone).toMatchObject({ exposures: { count: 1 }, model: { count: 1 } });
    await expect(artifacts.load('model', old.id)).rejects.toMatchObject({
      code: 'ARTIFACT_MISSING',
    });
  });

  it('keeps the champion before, which a rollback would bring back', async () => {
    const installation = await ranTwice();
    const { artifacts, metadata, clock } = installation;
    const before = (await versionToRollBackTo(metadata))!;
    expect(before).toBe('popularity/1');
    await retain({ ...installation, policy: TIGHT, dryRun: false });
    await rollBack({ metadata, clock }, { actor: 'test', because: 'to see' });
    await artifacts.load('model', (await requireVersion(metadata, before)).modelId);
  });

  it('keeps the model of an experiment until it ends, and its facts as long as receipts', async () => {
    const installation = await withTreatment();
    const { artifacts, metadata, home } = installation;
    await startOn(installation, { name: 'on-trial', kind: 'ab' });
    const { modelId } = await requireVersion(metadata, 'item-knn/1');
    const { plan } = await requireExperiment(metadata, 'on-trial');
    const facts = saveFacts(home, plan, NOBODY_CAME);
    await retain({ ...installation, policy: TIGHT, dryRun: false });
    await artifacts.load('model', modelId);
    expect(loadFacts(home, 'on-trial', facts).plan).toEqual(plan);
    const then = new Date(Date.now() - 40 * 86_400_000);
    const file = join(experimentFolder(home, 'on-trial'), `facts-${facts}.json`);
    const report = join(experimentFolder(home, 'on-trial'), 'experiment.json');
    writeFileSync(report, '{}');
    for (const path of [file, report]) utimesSync(path, then, then);
    await endExperiment(installation, 'on-trial', { outcome: 'stopped', by: BY });
    const gone = await retain({ ...installation, policy: TIGHT, dryRun: false });
    expect(gone).toMatchObject({ 'experiment-facts': { count: 1 }, model: { count: 1 } });
    expect([existsSync(file), existsSync(report)]).toEqual([false, true]);
  });

  it('waits while somebody trains', async () => {
    const installation = await temporaryInstallation();
    const again = await openInstallation(openHome(installation.home.root));
    writeFileSync(
      join(again.home.locks, 'train.lock'),
      JSON.stringify({ pid: process.ppid, startTicks: null }),
    );
    await expect(retain({ ...again, policy: TIGHT, dryRun: true })).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
    await again.close();
  });
});

const NOBODY_CAME = {
  step: 0,
  startedMs: 0,
  nowMs: 1,
  enrolled: { control: 0, treatment: 0 },
  outcomes: [],
  leftOut: { testers: 0, otherArm: 0 },
};

const RECEIPT = {
  atMs: 1_767_225_600_000,
  userId: '1',
  tier: 'personal',
  exposures: [],
  modelVersion: 'als/1',
  datasetId: null,
  codeVersion: 'test',
  history: [],
  removed: {},
  latencyMs: 1,
};

describe('the commands of upkeep', () => {
  it('say what they did, in words and as documents', async () => {
    const { home } = await ranTwice();
    expect((await say('doctor', '--home', home.root)).out).toContain('The home is sound.');
    expect(documentOf(await say('doctor', '--quick', '--json', '--home', home.root))).toMatchObject(
      {
        sound: true,
      },
    );
    expect((await say('compact', '--home', home.root)).out).toBe('Nothing to compact.\n');
    expect(
      (await say('retain', '--models', '0', '--datasets', '0', '--dry-run', '--home', home.root))
        .out,
    ).toMatch(/^Would be removed:\n +\d+ {2}model /);
    expect(
      documentOf(await say('ingest', '--rebuild', '--json', '--home', home.root)),
    ).toMatchObject({
      different: 0,
      mended: 0,
    });
    expect(await say('retain', '--models', 'many', '--home', home.root)).toMatchObject({ code: 2 });
  });

  it('tell damage, and end with 1', async () => {
    const { home, artifacts } = await ranTwice();
    const [segment] = await artifacts.list('segment');
    writeFileSync(join(segment!.folder, 'lines.zst'), 'x');
    const told = await say('doctor', '--home', home.root);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^BAD {3}segment .*found lines\.zst of 1 bytes/m);
    expect(told.out).toContain('-> npx showrunner ingest --rebuild');
  });
});
