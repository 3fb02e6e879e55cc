import { describe, expect, it, onTestFinished } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemId } from '../../src/domain/ids.ts';
import { readModel, requireVersion } from '../../src/registry/index.ts';
import type { LiveCatalogue, RankRequest, SwapRecord } from '../../src/serving/index.ts';
import { FollowedModels } from '../../src/serving/swap/followed-models.ts';
import type { TrainedModel } from '../../src/training/index.ts';
import { temporaryInstallation } from '../support/installation.ts';
import { historyOfRows, promote, registerSmall } from '../support/small-models.ts';

const request: RankRequest = {
  history: historyOfRows([3, 1, 4]),
  context: { asOfMs: 0 },
  k: 20,
  excluded: Uint32Array.of(1, 3, 4),
};

/** An installation with a popularity baseline and one als champion, and what follows it. */
async function following({
  graceMs = 0,
  catalogue = null,
}: { graceMs?: number; catalogue?: LiveCatalogue | null } = {}) {
  const installation = await temporaryInstallation();
  await promote(installation, 'baseline', await registerSmall(installation, 'popularity'));
  const first = await registerSmall(installation, 'als');
  await promote(installation, 'champion', first);
  const swaps: SwapRecord[] = [];
  const models = new FollowedModels(
    installation,
    { current: () => catalogue },
    // Nobody is turned away, however busy the machine is with other tests.
    { graceMs, onSwap: (swap) => swaps.push(swap), scoring: { threads: 1, maxWaitMs: Infinity } },
  );
  onTestFinished(() => models.close());
  await models.refresh();
  return { installation, models, swaps, first };
}

describe('swapping models', () => {
  it('drops no request while champions change and change back', async () => {
    const { installation, models, swaps, first } = await following({ graceMs: 50 });
    const second = await registerSmall(installation, 'als', { seed: 2 });
    const answered = new Map<string, number>();
    const over = new AbortController();
    const asking = Array.from({ length: 4 }, async () => {
      while (!over.signal.aborted) {
        const model = models.champion()!;
        const { rows } = await model.ranker.top(request);
        expect(rows).toHaveLength(20);
        answered.set(model.version, (answered.get(model.version) ?? 0) + 1);
      }
    });
    for (const version of [second, first, second]) {
      await promote(installation, 'champion', version);
      await models.refresh();
      expect(models.champion()?.version).toBe(version);
    }
    over.abort();
    await Promise.all(asking);
    expect([...answered.keys()].sort()).toEqual([first, second]);
    expect(swaps.map(({ from, to, refused }) => [from, to, refused])).toEqual([
      [null, first, null],
      [first, second, null],
      [second, first, null],
      [first, second, null],
    ]);
    expect(models.status()).toMatchObject({ swaps: 4, refusals: 0, loading: null });
  });

  it('compares the new one with what the serving one was asked, and says how much they share', async () => {
    const { installation, models, swaps, first } = await following();
    await models.champion()!.ranker.top(request);
    const { modelId } = await requireVersion(installation.metadata, first);
    const { tensors } = await readModel(await installation.artifacts.load('model', modelId));
    // The same factors over again as another version: every list must be the same.
    const alter = (trained: TrainedModel): TrainedModel => ({ ...trained, tensors });
    const same = await registerSmall(installation, 'als', { seed: 3, alter });
    for (const version of [same, await registerSmall(installation, 'als', { seed: 4 })]) {
      await promote(installation, 'champion', version);
      await models.refresh();
      await models.champion()!.ranker.top(request);
    }
    const [, twin, other] = swaps.map(({ comparison }) => comparison!);
    expect(twin).toMatchObject({ compared: 1, overlapRate: 1, violations: 0, failed: 0 });
    expect(other!.overlapRate).toBeLessThan(1);
  });

  it('gives back the threads of the one before, once what began with it has ended', async () => {
    const { installation, models } = await following();
    const before = models.champion()!;
    const asked = before.ranker.top(request);
    await promote(installation, 'champion', await registerSmall(installation, 'ease'));
    await models.refresh();
    expect((await asked).rows).toHaveLength(20);
    await expect
      .poll(() => before.ranker.top(request).catch((e: { code: string }) => e.code))
      .toBe('STOPPED');
    // One answer of the test's own; what the models did before goes on being counted.
    expect(models.status().scoring.answered).toBeGreaterThan(0);
  });

  it('goes back at once to a model that is still there', async () => {
    const { installation, models, first } = await following({ graceMs: 60_000 });
    const before = models.champion();
    await promote(installation, 'champion', await registerSmall(installation, 'ease'));
    await models.refresh();
    await promote(installation, 'champion', first);
    await models.refresh();
    expect(models.champion()).toBe(before);
  });

  it('does not let a model serve whose scores are not finite, and says so', async () => {
    const { installation, models, swaps, first } = await following();
    // Two of these weights add up to more than a 32-bit float can hold.
    const huge = await registerSmall(installation, 'ease', {
      alter: (trained) => {
        const { shape, data } = trained.tensors['item_weights']!;
        const weights = { shape, data: new Float32Array(data.length).fill(3e38) };
        return { ...trained, tensors: { item_weights: weights } };
      },
    });
    await promote(installation, 'champion', huge);
    await models.refresh();
    expect(models.champion()?.version).toBe(first);
    expect(models.troubles()).toHaveLength(1);
    expect(models.troubles()[0]).toMatch(/The model ease\/1 .*no finite score/);
    expect(models.status()).toMatchObject({ swaps: 1, refusals: 1 });
    expect(swaps.at(-1)!.refused).toMatch(/no finite score/);
    // Back to the one that serves: the trouble is over.
    await promote(installation, 'champion', first);
    await models.refresh();
    expect(models.troubles()).toEqual([]);
  });

  it('does not let a model serve of whose items none may be shown', async () => {
    const nothing: LiveCatalogue = { has: (id) => id === itemId('other+1'), titleOf: () => null };
    const { models } = await following({ catalogue: nothing });
    expect(models.champion()).toBeNull();
    expect(models.troubles()[0]).toMatch(/als\/1 .*knows no item that may be shown/);
  });

  it('does not read a damaged model again with every look at the registry', async () => {
    const { installation, models, swaps } = await following();
    const damaged = await registerSmall(installation, 'ease');
    const { modelId } = await requireVersion(installation.metadata, damaged);
    const { folder } = await installation.artifacts.load('model', modelId);
    writeFileSync(join(folder, 'items.json'), '[]');
    await promote(installation, 'champion', damaged);
    for (let look = 0; look < 5; look++) await models.refresh();
    expect(swaps.filter(({ refused }) => refused !== null)).toHaveLength(1);
    expect(models.troubles()[0]).toMatch(/ease\/1 .*ARTIFACT_CORRUPT/);
  });
});
