import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pointAlias } from '../../src/registry/index.ts';
import { endExperiment } from '../../src/rollout/index.ts';
import { BY, startOn, withTreatment } from '../support/ab-home.ts';
import { askList, startServe } from '../support/serve-child.ts';

describe('serve, killed while it changes models', () => {
  it('finds a home that it can serve, and serves what the registry says', async () => {
    const installation = await withTreatment();
    const point = (version: string): Promise<boolean> =>
      pointAlias(installation, 'champion', {
        version,
        reason: { actor: 'test', action: 'promote', because: 'to see' },
      });
    // After so many milliseconds it has seen the change, loads, or has changed already.
    for (const [round, afterMs] of [400, 1_000, 1_400].entries()) {
      const serving = await startServe(installation);
      expect((await askList(serving)).items).toHaveLength(20);
      await startOn(installation, { name: `arms-${round}`, kind: 'ab' });
      await startOn(installation, { name: `shadow-${round}`, kind: 'shadow' });
      await point(round % 2 === 0 ? 'item-knn/1' : 'als/1');
      await pause(afterMs);
      await serving.kill();
      for (const name of [`arms-${round}`, `shadow-${round}`])
        await endExperiment(installation, name, { outcome: 'stopped', by: BY });
    }
    const serving = await startServe(installation);
    await expect
      .poll(async () => (await askList(serving)).modelVersion, { timeout: 30_000 })
      .toBe('item-knn/1');
    expect((await askList(serving)).items).toHaveLength(20);
    await serving.kill();
  });
});
