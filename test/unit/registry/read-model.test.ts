import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import { readModel, saveModel, scorerOf } from '../../../src/registry/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';

/** A popularity model of three items with scores 3, 1, 2. */
async function savedModel() {
  const { artifacts } = await temporaryInstallation();
  return saveModel(artifacts, {
    recipe: { family: 'popularity', configuration: {} },
    seed: 1,
    dataset: 'd',
    asOfMs: 0,
    itemIds: ['a+1', 'b+1', 'c+1'].map(itemId),
    trained: {
      tensors: { popularity: { shape: [3], data: Float32Array.from([3, 1, 2]) } },
      curve: [],
      arithmetic: 'typescript',
    },
    evaluation: null,
    trainSeconds: 0,
    code: {},
  });
}

describe('readModel', () => {
  it('reads tensors into memory that threads share, for a scorer to score from', async () => {
    const model = await readModel(await savedModel());
    expect(model.tensors['popularity']!.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    const scores = new Float32Array(3);
    scorerOf(model).score({ items: [], timesMs: [] }, { asOfMs: 0 }, scores);
    expect([...scores]).toEqual([3, 1, 2]);
    // Posting a model to another thread clones it: all but the tensors' memory.
    const posted = structuredClone(model);
    expect(posted.itemIds).toEqual(model.itemIds);
    expect(posted.tensors['popularity']!.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it.each(['tensors.safetensors', 'items.json', 'card.md'])(
    'refuses a model with one bit of %s turned',
    async (name) => {
      const artifact = await savedModel();
      const path = join(artifact.folder, name);
      const bytes = readFileSync(path);
      bytes[bytes.length - 2]! ^= 1;
      writeFileSync(path, bytes);
      await expect(readModel(artifact)).rejects.toMatchObject({
        code: 'ARTIFACT_CORRUPT',
        message: expect.stringContaining(name) as string,
      });
    },
  );
});
