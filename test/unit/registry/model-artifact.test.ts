import { openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import type { KernelSettings } from '../../../src/math/kernels/kernel-build.ts';
import { loadModel, saveModel, type ModelArtifact } from '../../../src/registry/index.ts';
import type { ArtifactStore } from '../../../src/store/index.ts';
import {
  parseConfiguration,
  requireFamily,
  type TrainedModel,
} from '../../../src/training/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';
import { contextAt, manyPositives, twoTastes } from '../training/few-positives.ts';

/** A model that was trained, with what saving asks for besides. */
interface Trained {
  readonly name: string;
  readonly given: object;
  readonly positives: Positives;
  readonly trained: TrainedModel;
}

async function train(
  name: string,
  { given, positives, kernels }: Pick<Trained, 'given' | 'positives'> & { kernels: KernelSettings },
): Promise<Trained> {
  const family = requireFamily(name);
  const context = { ...contextAt(0), kernels };
  const trained = await family.train(positives, parseConfiguration(family, { ...given }), context);
  return { name, given, positives, trained };
}

const save = (artifacts: ArtifactStore, model: Trained): Promise<ModelArtifact> =>
  saveModel(artifacts, {
    recipe: {
      family: model.name,
      configuration: parseConfiguration(requireFamily(model.name), { ...model.given }),
    },
    seed: 1,
    dataset: 'd'.repeat(64),
    asOfMs: 0,
    itemIds: model.positives.itemIds,
    trained: model.trained,
    evaluation: null,
    trainSeconds: 1,
    code: {},
  });

describe('a saved model', () => {
  it.each([
    ['als', { epochs: 3 }],
    ['ease', { weights: 'int8' }],
    ['dlae', {}],
    ['dan-dlae', { weights: 'float32' }],
  ])('is the same file and the same artifact on 1 and on 2 threads: %s %j', async (name, given) => {
    const positives = manyPositives();
    const saved = await Promise.all(
      [1, 2].map(async (threads) => {
        const { artifacts } = await temporaryInstallation();
        const kernels = { build: 'plain' as const, threads };
        return save(artifacts, await train(name, { given, positives, kernels }));
      }),
    );
    const [one, two] = saved.map(({ folder }) => readFileSync(join(folder, 'tensors.safetensors')));
    expect(one!.length).toBeGreaterThan(200_000);
    expect(two!.equals(one!)).toBe(true);
    expect(saved[1]!.id).toBe(saved[0]!.id);
  });

  it('scores as the trained one does when it is loaded', async () => {
    const positives = twoTastes({ users: 40, seed: 1 });
    const kernels = { build: 'plain' as const, threads: 1 };
    const model = await train('dlae', { given: { regularization: 5 }, positives, kernels });
    const { artifacts } = await temporaryInstallation();
    const { id } = await save(artifacts, model);
    const { scorer, artifact } = await loadModel(artifacts, id);
    const [loaded, trained] = [new Float32Array(20), new Float32Array(20)];
    const configuration = parseConfiguration(requireFamily('dlae'), { regularization: 5 });
    const direct = requireFamily('dlae').scorer(model.trained, configuration, positives.itemIds);
    const history = { items: [1, 4], timesMs: [0, 1] };
    scorer.score(history, { asOfMs: 0 }, loaded);
    direct.score(history, { asOfMs: 0 }, trained);
    expect(loaded).toEqual(trained);
    expect(loaded.some((score) => score !== 0)).toBe(true);
    // 20 scales of 4 bytes, 400 codes, 8 for the header's length, the header.
    const bytes = readFileSync(join(artifact.folder, 'tensors.safetensors'));
    const header = Number(bytes.readBigUInt64LE(0));
    expect(bytes.length).toBe(8 + header + 20 * 4 + 20 * 20);
  });

  it('is refused when a byte of its tensors has changed', async () => {
    const positives = twoTastes({ users: 40, seed: 1 });
    const kernels = { build: 'plain' as const, threads: 1 };
    const { artifacts } = await temporaryInstallation();
    const { id, folder } = await save(
      artifacts,
      await train('dlae', { given: {}, positives, kernels }),
    );
    const path = join(folder, 'tensors.safetensors');
    const bytes = readFileSync(path);
    writeSync(openSync(path, 'r+'), Uint8Array.of(bytes.at(-1)! ^ 1), 0, 1, bytes.length - 1);
    await expect(loadModel(artifacts, id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
  });
});
