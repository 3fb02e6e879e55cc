import { describe, expect, it } from 'vitest';
import { pointAlias } from '../../src/registry/index.ts';
import { withTreatment } from '../support/ab-home.ts';
import { damageModel } from '../support/damage-model.ts';
import { askList, startServe, type ServeChild } from '../support/serve-child.ts';

interface Readiness {
  readonly status: string;
  readonly troubles: readonly string[];
}

const readiness = async ({ url }: ServeChild): Promise<Readiness> =>
  (await (await fetch(`${url}/readyz`)).json()) as Readiness;

/** als/1 was champion, item-knn/1 is; popularity/1 stands behind them. */
async function twoPersonalChampions() {
  const installation = await withTreatment();
  await pointAlias(installation, 'champion', {
    version: 'item-knn/1',
    reason: { actor: 'test', action: 'promote', because: 'to see' },
  });
  return installation;
}

describe('serve, started onto a champion that was damaged after its checks', () => {
  it('serves from the champion before it, says so, and takes the champion again once it is whole', async () => {
    const installation = await twoPersonalChampions();
    const before = await startServe(installation);
    expect((await askList(before)).modelVersion).toBe('item-knn/1');
    await before.kill();
    await damageModel(installation, 'item-knn/1');

    const serving = await startServe(installation);
    const { modelVersion, items } = await askList(serving);
    expect([modelVersion, items.length]).toEqual(['als/1', 20]);
    const { status, troubles } = await readiness(serving);
    expect(status).toBe('ready');
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(
      /model item-knn\/1 .*ARTIFACT_CORRUPT.* als\/1, champion before it, answers in its place/,
    );
    expect(serving.log()).toContain('als/1, champion before it, answers in its place');

    // Turning the same byte over again repairs it; it is looked at again after a pause.
    await damageModel(installation, 'item-knn/1');
    await expect
      .poll(async () => (await askList(serving)).modelVersion, { timeout: 60_000 })
      .toBe('item-knn/1');
    expect((await readiness(serving)).troubles).toEqual([]);
  });

  it('serves popularity where every champion before it is damaged as well', async () => {
    const installation = await twoPersonalChampions();
    await damageModel(installation, 'item-knn/1');
    await damageModel(installation, 'als/1');
    const serving = await startServe(installation);
    const { modelVersion, items } = await askList(serving);
    expect([modelVersion, items.length]).toEqual(['popularity/1', 20]);
    const { status, troubles } = await readiness(serving);
    expect(status).toBe('ready');
    expect(troubles).toContain('No champion is loaded; lists come from the baseline.');
  });
});
