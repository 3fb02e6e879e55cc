import { join } from 'node:path';
import { InMemoryProvider, OpenFeature, type Provider } from '@openfeature/server-sdk';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openFeatureAssigner } from '../../src/adapters/index.ts';
import { openExperimentFlags, servingOf, type Installation } from '../../src/compose.ts';
import { userId } from '../../src/domain/ids.ts';
import { enrolledUsers } from '../../src/monitoring/experiment/enrolled-users.ts';
import {
  assign,
  assignmentsOf,
  endExperiment,
  overrideArm,
  type AssignmentRecord,
} from '../../src/rollout/index.ts';
import { createRecommender, type ServingSources } from '../../src/serving/index.ts';
import { BY, startOn, withTreatment } from '../support/ab-home.ts';

const MODULE = join(import.meta.dirname, '../support/foreign-flags.mjs');
const USERS = Array.from({ length: 60 }, (_, at) => userId(String(1000 + at)));
afterAll(() => OpenFeature.close());

const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 30_000, interval: 50 });

const recordNow = async (installation: Installation): Promise<AssignmentRecord> =>
  (await assignmentsOf(installation, 'neighbours')).at(-1)!.record;

describe('our provider, driven by the SDK', () => {
  it('resolves an experiment to the arm of a user, as the record says it', async () => {
    const installation = await withTreatment();
    await startOn(installation, { name: 'neighbours', kind: 'ab', ramp: [0.3] });
    const clock = { atMs: 0, nowMs: () => clock.atMs };
    const flags = await openExperimentFlags(installation.home, clock);
    onTestFinished(() => flags.close());
    await OpenFeature.setProviderAndWait('ours', flags.provider);
    const client = OpenFeature.getClient('ours');
    const record = await recordNow(installation);
    const arms = new Set<string>();
    for (const user of USERS) {
      const { arm } = assign(record, user)!;
      arms.add(arm);
      const context = { targetingKey: user };
      expect(await client.getStringDetails('neighbours', 'none', context)).toMatchObject({
        value: arm,
        variant: arm,
        reason: 'SPLIT',
        flagMetadata: { version: 1, label: `neighbours@1:${arm}` },
      });
      expect(await client.getBooleanValue('neighbours', false, context)).toBe(arm === 'treatment');
    }
    expect(arms).toEqual(new Set(['treatment', 'control']));

    const control = USERS.find((user) => assign(record, user)!.arm === 'control')!;
    await overrideArm(installation, 'neighbours', {
      userId: control,
      arm: 'treatment',
      by: BY,
      logMs: null,
    });
    clock.atMs = 1_000;
    const told = await client.getBooleanDetails('neighbours', false, { targetingKey: control });
    expect(told).toMatchObject({ value: true, variant: 'treatment', reason: 'TARGETING_MATCH' });

    await endExperiment(installation, 'neighbours', { outcome: 'hold', by: BY });
    clock.atMs = 2_000;
    const over = await client.getStringDetails('neighbours', 'none', { targetingKey: control });
    expect(over).toMatchObject({ value: 'none', reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' });
  });

  it('gives the default of the caller, and says why, where it has no arm', async () => {
    const installation = await withTreatment();
    await startOn(installation, { name: 'neighbours', kind: 'ab' });
    const flags = await openExperimentFlags(installation.home);
    onTestFinished(() => flags.close());
    await OpenFeature.setProviderAndWait('ours', flags.provider);
    const client = OpenFeature.getClient('ours');
    const user = { targetingKey: '1000' };
    expect(await client.getStringDetails('another', 'none', user)).toMatchObject({
      value: 'none',
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(await client.getBooleanDetails('neighbours', true)).toMatchObject({
      value: true,
      errorCode: 'TARGETING_KEY_MISSING',
    });
    expect(await client.getNumberDetails('neighbours', 7, user)).toMatchObject({
      value: 7,
      errorCode: 'TYPE_MISMATCH',
    });
  });
});

/** What a user's list is made of: version and label of the variant. */
async function madeFor(sources: ServingSources, user: (typeof USERS)[number]) {
  const clock = { nowMs: () => Date.now() };
  // A busy machine must not decide who made a list.
  const settings = { deadlineMs: 60_000, lastResortMs: 60_000 };
  const parts = { ...sources, clock, monotonic: clock, newReceiptId: () => 'r', settings };
  const { receipt } = await createRecommender(parts).recommend(user, { count: 5 });
  return [receipt.modelVersion, receipt.trace!.variant] as const;
}

describe('a provider of somebody else', () => {
  it('says who gets which model in an experiment that is assigned by it', async () => {
    const installation = await withTreatment();
    await startOn(installation, { name: 'neighbours', kind: 'ab', assignedBy: 'provider' });
    const assignment = { module: MODULE, timeoutMs: 10_000 };
    const sources = await servingOf(installation, null, assignment);
    onTestFinished(() => sources.close());
    await sources.historyReady();
    await soon(async () =>
      expect(await madeFor(sources, userId('1002'))).toEqual([
        'item-knn/1',
        'neighbours@1:treatment',
      ]),
    );
    const before = sources.assignerCounts!();
    for (const user of USERS) {
      const number = Number(user);
      const expected =
        number === 1001 || (number % 2 !== 0 && number % 3 !== 0)
          ? ['als/1', null]
          : number % 2 === 0
            ? ['item-knn/1', 'neighbours@1:treatment']
            : ['als/1', 'neighbours@1:control'];
      expect([user, ...(await madeFor(sources, user))]).toEqual([user, ...expected]);
    }
    // Of 1000 … 1059: 30 even; of the odd ones 10 are multiples of three; one is elsewhere.
    const after = sources.assignerCounts!();
    const asked = Object.fromEntries(
      Object.entries(after).map(([kind, count]) => [kind, count - before[kind as 'arm']]),
    );
    expect(asked).toEqual({ arm: 40, none: 19, late: 0, failed: 0, unknown: 1 });
  });

  it('has nobody of its experiments where none is configured, and that is told', async () => {
    const installation = await withTreatment();
    await startOn(installation, { name: 'neighbours', kind: 'ab', assignedBy: 'provider' });
    const sources = await servingOf(installation);
    onTestFinished(() => sources.close());
    await sources.historyReady();
    expect(await madeFor(sources, userId('1002'))).toEqual(['als/1', null]);
    expect(sources.troubles()).toEqual([
      'Nobody assigns users to neighbours: no provider is configured.',
    ]);
  });

  it('is believed by who measures, for whom the hash says nothing', async () => {
    const installation = await withTreatment();
    await startOn(installation, { name: 'neighbours', kind: 'ab', assignedBy: 'provider' });
    const receipts =
      "(SELECT * FROM (VALUES ('1', 1, 'treatment'), ('2', 2, 'control'), ('3', 3, 'control'), ('3', 4, 'treatment')) AS t(user_id, at_ms, arm))";
    const records = [await recordNow(installation)];
    const found = await enrolledUsers(installation.tables, receipts, {
      records,
      known: new Map(),
    });
    expect([...found.arms]).toEqual(
      expect.arrayContaining([
        ['1', 'treatment'],
        ['2', 'control'],
      ]),
    );
    expect(found.leftOut).toEqual({ testers: 0, otherArm: 1 });
  });
});

const RECORD: AssignmentRecord = {
  experiment: 'neighbours',
  version: 1,
  salt: 's',
  layer: { salt: 'l', from: 0, to: 1 },
  arms: [
    { name: 'treatment', share: 0.5 },
    { name: 'control', share: 0.5 },
  ],
  assignedBy: 'provider',
  overrides: {},
};

/** A provider all of whose strings are resolved so. */
const saying = (resolveStringEvaluation: Provider['resolveStringEvaluation']): Provider => ({
  ...new InMemoryProvider(),
  metadata: { name: 'theirs' },
  resolveStringEvaluation,
  resolveBooleanEvaluation: async (_flag, value) => ({ value }),
  resolveNumberEvaluation: async (_flag, value) => ({ value }),
  resolveObjectEvaluation: async (_flag, value) => ({ value }),
});

describe('a provider that fails', () => {
  const user = userId('1');
  const none = { arm: 0, none: 0, late: 0, failed: 0, unknown: 0 };

  it('costs its arms and nothing else, and is told until it answers again', async () => {
    let isBroken = true;
    const provider = saying(async () => {
      if (isBroken) throw new Error('the flags are on fire');
      return { value: 'treatment' };
    });
    const assigner = await openFeatureAssigner(provider, { timeoutMs: 10_000 });
    await soon(async () => {
      await assigner.armOf(RECORD, user);
      expect(assigner.trouble()).toContain('the flags are on fire');
    });
    expect(assigner.trouble()).toMatch(/^The provider theirs named no arm of neighbours \(/);
    isBroken = false;
    expect(await assigner.armOf(RECORD, user)).toBe('treatment');
    expect(assigner.trouble()).toBeNull();
  });

  it('is not waited for, and an answer that comes too late counts once', async () => {
    const waiting: ((of: { value: string }) => void)[] = [];
    const assigner = await openFeatureAssigner(
      saying(() => new Promise((resolve) => void waiting.push(resolve))),
      { timeoutMs: 5, mostOpen: 2 },
    );
    await soon(async () => {
      await assigner.armOf(RECORD, user);
      expect(waiting.length).toBeGreaterThan(0);
    });
    while (waiting.length < 2) expect(await assigner.armOf(RECORD, user)).toBeNull();
    const { late, failed } = assigner.counts();
    // Two wait: no third is asked.
    expect(await assigner.armOf(RECORD, user)).toBeNull();
    expect(assigner.counts()).toEqual({ ...none, late, failed: failed + 1 });
    for (const answer of waiting) answer({ value: 'control' });
    await soon(() => expect(assigner.counts()).toEqual({ ...none, late, failed: failed + 1 }));
  });
});
