import { describe, expect, it } from 'vitest';
import {
  closeAbandonedRuns,
  listRuns,
  listVersions,
  pointAlias,
  recordRun,
  registerVersion,
  requireVersion,
  rollBack,
  versionBehind,
} from '../../../src/registry/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';

const clock = { nowMs: () => Date.UTC(2026, 0, 1) };

async function registryWith(...modelIds: readonly string[]) {
  const { metadata } = await temporaryInstallation();
  const registry = { metadata, clock };
  for (const modelId of modelIds) {
    const { runId } = await recordRun(
      registry,
      { stage: 'train', parameters: {} },
      async () => ({}),
    );
    await registerVersion(registry, { family: 'als', modelId, datasetId: 'd', runId });
  }
  return registry;
}

const promote = (registry: Awaited<ReturnType<typeof registryWith>>, version: string) =>
  pointAlias(registry, 'champion', {
    version,
    reason: { actor: 'test', action: 'promote', because: 'a reason' },
  });

describe('runs', () => {
  it('remembers what a run was given, made and measured', async () => {
    const registry = await registryWith();
    await recordRun(registry, { stage: 'train', parameters: { seed: 1 } }, async () => ({
      output: { kind: 'model', id: 'abc' },
      metrics: [{ name: 'loss', step: 1, value: 0.5 }],
    }));
    const row = await registry.metadata.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'done', output_id: 'abc', parameters: '{"seed":1}' });
    const metrics = await registry.metadata.selectFrom('run_metrics').selectAll().execute();
    expect(metrics).toEqual([expect.objectContaining({ name: 'loss', step: 1, value: 0.5 })]);
  });

  it('remembers why a run failed and passes the failure on', async () => {
    const registry = await registryWith();
    const failing = recordRun(registry, { stage: 'train', parameters: {} }, async () => {
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect(await listRuns(registry.metadata)).toEqual([
      expect.objectContaining({ status: 'failed', error: 'no luck' }),
    ]);
  });

  it('closes runs whose process is gone', async () => {
    const registry = await registryWith();
    let abandoned = 0;
    await recordRun(registry, { stage: 'train', parameters: {} }, async () => {
      abandoned = await closeAbandonedRuns(registry.metadata, clock);
      return {};
    });
    expect(abandoned).toBe(1);
  });
});

describe('versions', () => {
  it('numbers the models of a family and gives one artifact one version', async () => {
    const registry = await registryWith('m1', 'm2', 'm1');
    expect((await listVersions(registry.metadata)).map((v) => [v.version, v.modelId])).toEqual([
      ['als/1', 'm1'],
      ['als/2', 'm2'],
    ]);
  });

  it('names the known versions when asked for another', async () => {
    const registry = await registryWith('m1');
    await expect(requireVersion(registry.metadata, 'als/7')).rejects.toThrow(/found als\/1/);
  });
});

describe('aliases', () => {
  it('points, audits, and records nothing when nothing changes', async () => {
    const registry = await registryWith('m1');
    expect(await versionBehind(registry.metadata, 'champion')).toBeNull();
    expect(await promote(registry, 'als/1')).toBe(true);
    expect(await promote(registry, 'als/1')).toBe(false);
    expect((await versionBehind(registry.metadata, 'champion'))?.modelId).toBe('m1');
    expect(await registry.metadata.selectFrom('audit').selectAll().execute()).toHaveLength(1);
  });

  it('rolls back one promotion after another and stops at the first champion', async () => {
    const registry = await registryWith('m1', 'm2', 'm3');
    for (const version of ['als/1', 'als/2', 'als/3']) await promote(registry, version);
    const undo = () => rollBack(registry, { actor: 'test', because: 'a doubt' });
    expect(await undo()).toEqual({ from: 'als/3', to: 'als/2' });
    expect(await undo()).toEqual({ from: 'als/2', to: 'als/1' });
    await expect(undo()).rejects.toMatchObject({ code: 'NOTHING_TO_ROLL_BACK' });
    expect((await versionBehind(registry.metadata, 'champion'))?.version).toBe('als/1');
  });

  it('undoes the promotion that came after a rollback, not the one undone before', async () => {
    const registry = await registryWith('m1', 'm2', 'm3');
    await promote(registry, 'als/1');
    await promote(registry, 'als/2');
    await rollBack(registry, { actor: 'test', because: 'a doubt' });
    await promote(registry, 'als/3');
    expect(await rollBack(registry, { actor: 'test', because: 'another' })).toEqual({
      from: 'als/3',
      to: 'als/1',
    });
  });

  it('refuses a rollback before there is a champion', async () => {
    const registry = await registryWith();
    await expect(rollBack(registry, { actor: 'test', because: '' })).rejects.toThrow(
      /no champion yet/,
    );
  });
});
