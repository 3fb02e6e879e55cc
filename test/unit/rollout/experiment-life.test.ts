import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userId } from '../../../src/domain/ids.ts';
import { pointAlias, registerVersion, versionBehind } from '../../../src/registry/index.ts';
import {
  applyDecision,
  assign,
  createExperiment,
  decideStep,
  decisionsOf,
  endExperiment,
  experimentFolder,
  EXPERIMENT_PLAN,
  keepDecision,
  loadFacts,
  overrideArm,
  replayDecisions,
  requireExperiment,
  runningExperiments,
  startExperiment,
  stepVersions,
  widenExperiment,
  type Action,
  type Decision,
  type ExperimentPlan,
  type GatheredFacts,
} from '../../../src/rollout/index.ts';
import type { Installation } from '../../../src/compose.ts';
import { temporaryInstallation } from '../../support/installation.ts';

const BY = { actor: 'tester', because: 'to see' };
const LOG_MS = Date.UTC(2026, 0, 5);

const planOf = (changes: Partial<ExperimentPlan> = {}): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'blend-two',
    kind: 'canary',
    treatment: 'blend/2',
    ramp: [0.1, 0.5],
    minimumUsers: 20,
    effect: 8,
    tolerance: 8,
    ...changes,
  });

/** An installation with a champion, blend/1, and a version to try, blend/2. */
async function shop(): Promise<Installation> {
  const installation = await temporaryInstallation();
  await installation.metadata
    .insertInto('runs')
    .values({
      run_id: 'run',
      stage: 'train',
      parameters: '{}',
      status: 'done',
      started_at: new Date(LOG_MS).toISOString(),
      finished_at: null,
      output_kind: null,
      output_id: null,
      error: null,
    })
    .execute();
  for (const modelId of ['one', 'two', 'three'])
    await registerVersion(installation, { family: 'blend', modelId, datasetId: 'd', runId: 'run' });
  await lead(installation, 'blend/1');
  return installation;
}

const lead = (installation: Installation, version: string): Promise<boolean> =>
  pointAlias(installation, 'champion', {
    version,
    reason: { actor: 'tester', action: 'promote', because: 'a test' },
  });

async function started(plan = planOf()): Promise<Installation> {
  const installation = await shop();
  await createExperiment(installation, plan, BY);
  await startExperiment(installation, plan.name, { by: BY, logMs: LOG_MS });
  return installation;
}

const decided = (action: Action): Decision => ({
  action,
  because: 'a test decided so',
  estimate: null,
  guardrails: [],
  sampleRatioP: 1,
});

const auditOf = async ({ metadata }: Installation): Promise<readonly string[]> =>
  (await metadata.selectFrom('audit').select('action').orderBy('entry').execute()).map(
    ({ action }) => action,
  );

describe('an experiment', () => {
  it('is a draft that nobody gets anything of, until it starts', async () => {
    const installation = await shop();
    const draft = await createExperiment(installation, planOf(), BY);
    expect(draft).toMatchObject({ status: 'draft', startedAt: null, outcome: null });
    expect(await runningExperiments(installation)).toEqual([]);
  });

  it('starts with the first step of its ramp: the treatment is served, control is the champion', async () => {
    const installation = await started();
    const [running] = await runningExperiments(installation);
    expect(running!.record).toMatchObject({
      experiment: 'blend-two',
      version: 1,
      layer: { from: 0, to: 1 },
      arms: [
        { name: 'treatment', share: 0.1, serves: 'blend/2' },
        { name: 'control', share: 0.9 },
      ],
    });
    expect(running!.record!.arms[1]).not.toHaveProperty('serves');
    const [version] = await stepVersions(installation.metadata, 'blend-two');
    expect(version).toMatchObject({ step: 0, logMs: LOG_MS, champion: 'blend/1' });
  });

  it('widens by a next version in which nobody leaves the treatment', async () => {
    const installation = await started();
    await widenExperiment(installation, 'blend-two', { step: 0, by: BY, logMs: LOG_MS + 1 });
    const [first, second] = await stepVersions(installation.metadata, 'blend-two');
    expect(second).toMatchObject({ step: 1, record: { version: 2, salt: first!.record.salt } });
    const users = Array.from({ length: 2000 }, (_, k) => userId(String(k)));
    const inTreatment = (of: typeof first) =>
      users.filter((user) => assign(of!.record, user)?.arm === 'treatment');
    const [before, after] = [inTreatment(first), inTreatment(second)];
    expect(after).toEqual(expect.arrayContaining(before));
    // Half of 2,000, within four deviations of √(2000·0.25) = 22.
    expect(Math.abs(after.length - 1000)).toBeLessThan(90);
  });

  it('tells testers their arm within the same step', async () => {
    const installation = await started();
    const { metadata } = installation;
    const given = { userId: '7', by: BY, logMs: LOG_MS };
    await overrideArm(installation, 'blend-two', { ...given, arm: 'treatment' });
    const versions = await stepVersions(metadata, 'blend-two');
    expect(versions.map(({ step, record }) => [step, record.version])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    const last = versions.at(-1)!.record;
    expect(assign(last, userId('7'))).toEqual({ arm: 'treatment', isOverride: true });
    expect((await requireExperiment(metadata, 'blend-two')).step).toBe(0);
    await overrideArm(installation, 'blend-two', { ...given, arm: null });
    expect((await stepVersions(metadata, 'blend-two')).at(-1)!.record.overrides).toEqual({});
    await expect(
      overrideArm(installation, 'blend-two', { ...given, arm: 'nobody' }),
    ).rejects.toMatchObject({ code: 'EXPERIMENT_STATE' });
  });

  it('excludes others from its users until it ends', async () => {
    const installation = await started();
    const other = planOf({ name: 'other', treatment: 'blend/3' });
    await createExperiment(installation, other, BY);
    const start = (range?: { from: number; to: number }) =>
      startExperiment(installation, 'other', {
        by: BY,
        logMs: LOG_MS,
        ...(range === undefined ? {} : { range }),
      });
    await expect(start({ from: 0.5, to: 1 })).rejects.toMatchObject({
      code: 'EXPERIMENT_LAYER_TAKEN',
    });
    expect((await requireExperiment(installation.metadata, 'other')).status).toBe('draft');
    await endExperiment(installation, 'blend-two', { outcome: 'stopped', by: BY });
    expect((await start()).status).toBe('running');
  });

  it('shares the users with another in parts that do not meet', async () => {
    const installation = await shop();
    for (const [name, from, to] of [
      ['low', 0, 0.5],
      ['high', 0.5, 1],
    ] as const) {
      await createExperiment(installation, planOf({ name }), BY);
      await startExperiment(installation, name, { by: BY, logMs: null, range: { from, to } });
    }
    const records = (await runningExperiments(installation)).map(({ record }) => record!);
    for (let k = 0; k < 500; k++) {
      const arms = records.map((record) => assign(record, userId(String(k))));
      expect(arms.filter((arm) => arm !== null)).toHaveLength(1);
    }
  });

  it('makes its treatment the champion when it is promoted', async () => {
    const installation = await started();
    await applyDecision(installation, 'blend-two', {
      decision: decided('promote'),
      step: 0,
      logMs: LOG_MS,
    });
    const champion = await versionBehind(installation.metadata, 'champion');
    expect(champion!.version).toBe('blend/2');
    expect(await requireExperiment(installation.metadata, 'blend-two')).toMatchObject({
      status: 'ended',
      outcome: 'promote',
      because: 'a test decided so',
    });
    expect(await auditOf(installation)).toEqual([
      'promote',
      'experiment-create',
      'experiment-start',
      'promote',
      'experiment-promote',
    ]);
  });

  it.each(['abort', 'stop', 'hold'] as const)(
    'takes the treatment from everybody at %s and leaves the champion',
    async (action) => {
      const installation = await started();
      await applyDecision(installation, 'blend-two', {
        decision: decided(action),
        step: 0,
        logMs: LOG_MS,
      });
      expect(await runningExperiments(installation)).toEqual([]);
      expect((await versionBehind(installation.metadata, 'champion'))!.version).toBe('blend/1');
    },
  );

  it('does nothing of a decision on a step that is over', async () => {
    const installation = await started();
    await widenExperiment(installation, 'blend-two', { step: 0, by: BY, logMs: LOG_MS });
    for (const action of ['widen', 'promote', 'abort'] as const)
      await expect(
        applyDecision(installation, 'blend-two', {
          decision: decided(action),
          step: 0,
          logMs: LOG_MS,
        }),
      ).rejects.toMatchObject({ code: 'EXPERIMENT_STATE' });
    expect((await versionBehind(installation.metadata, 'champion'))!.version).toBe('blend/1');
    expect((await requireExperiment(installation.metadata, 'blend-two')).step).toBe(1);
  });

  it('has a name of its own, and a treatment that is registered', async () => {
    const installation = await started();
    await expect(createExperiment(installation, planOf(), BY)).rejects.toMatchObject({
      code: 'EXPERIMENT_TAKEN',
    });
    const plan = planOf({ name: 'unknown', treatment: 'blend/9' });
    await expect(createExperiment(installation, plan, BY)).rejects.toMatchObject({
      code: 'VERSION_UNKNOWN',
    });
  });
});

describe('a decision that was kept', () => {
  const facts: GatheredFacts = {
    step: 0,
    startedMs: LOG_MS,
    nowMs: LOG_MS + 40 * 3_600_000,
    enrolled: { control: 1810, treatment: 190 },
    leftOut: { testers: 1, otherArm: 0 },
    outcomes: Array.from({ length: 600 }, (_, k) => ({
      userId: userId(String(k)),
      arm: k % 10 === 0 ? ('treatment' as const) : ('control' as const),
      closedMs: LOG_MS + k,
      values: k % 7 === 0 ? { minutes: k / 3 } : { minutes: k / 3, rating: 4.5 },
      before: k % 2 === 0 ? k : null,
    })),
  };

  async function kept(): Promise<Installation> {
    const installation = await started();
    await keepDecision(installation, planOf(), { facts, decision: decideStep(planOf(), facts) });
    return installation;
  }

  it('comes out the same from its facts', async () => {
    const installation = await kept();
    const [decision] = await decisionsOf(installation.metadata, 'blend-two');
    expect(loadFacts(installation.home, 'blend-two', decision!.factsId)).toEqual({
      plan: planOf(),
      facts,
    });
    const [replayed] = await replayDecisions(installation, 'blend-two');
    expect(replayed).toMatchObject({ isSame: true, kept: { step: 0, atMs: facts.nowMs } });
  });

  it('is told where it does not', async () => {
    const installation = await kept();
    await installation.metadata
      .updateTable('experiment_decisions')
      .set({ evidence: JSON.stringify(decided('promote')) })
      .execute();
    const [replayed] = await replayDecisions(installation, 'blend-two');
    expect(replayed!.isSame).toBe(false);
  });

  it('is not made again from facts that were changed', async () => {
    const installation = await kept();
    const [decision] = await decisionsOf(installation.metadata, 'blend-two');
    const folder = experimentFolder(installation.home, 'blend-two');
    writeFileSync(join(folder, `facts-${decision!.factsId}.json`), '{}');
    await expect(replayDecisions(installation, 'blend-two')).rejects.toMatchObject({
      code: 'EXPERIMENT_FACTS_LOST',
    });
  });
});
