import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Installation } from '../../src/compose.ts';
import { userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { parseSettings, runPipeline, trainModel } from '../../src/pipeline/index.ts';
import { requireVersion, versionBehind } from '../../src/registry/index.ts';
import {
  assignmentsOf,
  assign,
  createExperiment,
  endExperiment,
  EXPERIMENT_PLAN,
  overrideArm,
  setHoldout,
  startExperiment,
  widenExperiment,
} from '../../src/rollout/index.ts';
import { createRecommender, openServing, type ServingSources } from '../../src/serving/index.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryInstallation } from '../support/installation.ts';

const BY = { actor: 'test', because: 'to see' };
const USERS = Array.from({ length: 120 }, (_, at) => userId(String(1000 + at)));

/** Champion als/1, baseline popularity/1, and item-knn/1, which nobody promoted. */
async function withTreatment(): Promise<Installation> {
  const installation = await temporaryInstallation();
  await fillInstallation(installation);
  const ports = { ...installation, progress: SILENT };
  const settings = { settings: parseSettings(QUICK), asOfMs: null, force: false };
  await runPipeline(ports, settings);
  await trainModel(ports, { family: 'item-knn', pairs: [], asOfMs: null });
  return installation;
}

async function start(installation: Installation, ramp: readonly number[]): Promise<void> {
  const plan = EXPERIMENT_PLAN.parse({
    name: 'neighbours',
    kind: 'canary',
    treatment: 'item-knn/1',
    ramp,
    effect: 1,
    tolerance: 1,
  });
  await createExperiment(installation, plan, BY);
  await startExperiment(installation, 'neighbours', { by: BY, logMs: null });
}

async function open(installation: Installation): Promise<ServingSources> {
  const sources = await openServing(installation, {
    codeVersion: 'code',
    pollMs: 20,
    graceMs: 0,
    // A busy machine must not decide who made a list.
    scoring: { maxWaitMs: Infinity },
  });
  onTestFinished(() => sources.close());
  await sources.historyReady();
  return sources;
}

const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 30_000, interval: 50 });

/** What a user's list is made of: version and label of the variant. */
async function madeFor(sources: ServingSources, user: (typeof USERS)[number]) {
  const clock = { nowMs: () => Date.now() };
  // A busy machine must not decide who made a list.
  const settings = { deadlineMs: 60_000, lastResortMs: 60_000 };
  const parts = { ...sources, clock, monotonic: clock, newReceiptId: () => 'r', settings };
  const { receipt } = await createRecommender(parts).recommend(user, { count: 5 });
  return [receipt.modelVersion, receipt.trace!.variant] as const;
}

const recordNow = async (installation: Installation) =>
  (await assignmentsOf(installation, 'neighbours')).at(-1)!.record;

describe('an experiment that runs', () => {
  it('gives each arm the lists of its model, and receipts say which', async () => {
    const installation = await withTreatment();
    const sources = await open(installation);
    await start(installation, [0.5]);
    const record = await recordNow(installation);
    await soon(async () =>
      expect((await madeFor(sources, USERS[0]!))[1]).toMatch(/^neighbours@1:/),
    );
    const arms = { treatment: 0, control: 0 };
    for (const user of USERS) {
      const arm = assign(record, user)!.arm as keyof typeof arms;
      arms[arm]++;
      const version = arm === 'treatment' ? 'item-knn/1' : 'als/1';
      expect(await madeFor(sources, user)).toEqual([version, `neighbours@1:${arm}`]);
    }
    expect(Math.min(arms.treatment, arms.control)).toBeGreaterThan(20);
  });

  it('keeps who was in the treatment when it widens, and lets everybody go when it ends', async () => {
    const installation = await withTreatment();
    await start(installation, [0.2, 0.6]);
    const sources = await open(installation);
    const inTreatment = async (): Promise<Set<string>> => {
      const made = await Promise.all(USERS.map((user) => madeFor(sources, user)));
      return new Set(USERS.filter((_user, at) => made[at]![0] === 'item-knn/1'));
    };
    await soon(async () => expect((await inTreatment()).size).toBeGreaterThan(5));
    const first = await inTreatment();
    await widenExperiment(installation, 'neighbours', { step: 0, by: BY, logMs: null });
    await soon(async () => expect((await inTreatment()).size).toBeGreaterThan(first.size + 20));
    const second = await inTreatment();
    expect([...first].filter((user) => !second.has(user))).toEqual([]);
    await endExperiment(installation, 'neighbours', { outcome: 'abort', by: BY });
    await soon(async () => expect((await inTreatment()).size).toBe(0));
    expect(await madeFor(sources, USERS[0]!)).toEqual(['als/1', null]);
  });

  it('has nobody of any arm while its model cannot be loaded, and says why', async () => {
    const installation = await withTreatment();
    const { modelId } = await requireVersion(installation.metadata, 'item-knn/1');
    const { folder } = await installation.artifacts.load('model', modelId);
    writeFileSync(join(folder, 'items.json'), '[]');
    await start(installation, [0.5]);
    const sources = await open(installation);
    await soon(() =>
      expect(sources.troubles().join()).toMatch(/item-knn\/1 of an experiment .*CORRUPT/),
    );
    for (const user of USERS.slice(0, 20))
      expect(await madeFor(sources, user)).toEqual(['als/1', null]);
  });

  it('leaves users of the holdout out, and gives testers the arm that they were told', async () => {
    const installation = await withTreatment();
    await setHoldout(installation, 0.5);
    await start(installation, [0.5]);
    const sources = await open(installation);
    await soon(async () => {
      const labels = await Promise.all(USERS.map((user) => madeFor(sources, user)));
      expect(labels.some(([, label]) => label?.startsWith('neighbours'))).toBe(true);
    });
    const labels = await Promise.all(USERS.map((user) => madeFor(sources, user)));
    for (const [version, label] of labels)
      if (label === 'holdout@1:not-personal') expect(version).toBe('popularity/1');
      else expect(label).toMatch(/^neighbours@1:/);
    const control = USERS.find((_user, at) => labels[at]![1] === 'neighbours@1:control')!;
    await overrideArm(installation, 'neighbours', {
      userId: control,
      arm: 'treatment',
      by: BY,
      logMs: null,
    });
    await soon(async () =>
      expect(await madeFor(sources, control)).toEqual(['item-knn/1', 'neighbours@2:treatment']),
    );
  });

  it('has its model loaded already when it is promoted', async () => {
    const installation = await withTreatment();
    await start(installation, [0.5]);
    const sources = await open(installation);
    await soon(() => expect(sources.models.treatment!('item-knn/1')).not.toBeNull());
    const loaded = sources.models.treatment!('item-knn/1');
    await endExperiment(installation, 'neighbours', { outcome: 'promote', by: BY });
    expect((await versionBehind(installation.metadata, 'champion'))!.version).toBe('item-knn/1');
    await soon(() => expect(sources.models.champion()).toBe(loaded));
    await soon(() => expect(sources.models.treatment!('item-knn/1')).toBeNull());
    expect((await madeFor(sources, USERS[0]!))[0]).toBe('item-knn/1');
  });
});
