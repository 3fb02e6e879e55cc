import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf } from '../domain/errors.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Scorer } from '../evaluation/index.ts';
import { hashFile, hashOf, readSafetensors } from '../store/index.ts';
import { requireFamily, type TrainedModel } from '../training/index.ts';
import type { ModelArtifact, ModelContent } from './model-content.ts';

/** A model as its artifact has it. Plain data: it can be posted to another thread. */
export interface ReadModel {
  readonly content: ModelContent;
  readonly itemIds: readonly ItemId[];
  /** In memory that all threads it is posted to share. */
  readonly tensors: TrainedModel['tensors'];
}

/**
 * Reads a model and checks every byte of its artifact against the hashes.
 *
 * Memory: the tensors once.
 * @throws DataError `ARTIFACT_CORRUPT`, `TENSORS_UNREADABLE`
 */
export async function readModel(artifact: ModelArtifact): Promise<ReadModel> {
  const { content, files } = artifact.manifest;
  const path = join(artifact.folder, TENSORS);
  const {
    tensors,
    file: { sha256 },
  } = await readSafetensors(path);
  requireHash(artifact, { name: TENSORS, found: sha256, expected: content.tensorsHash });
  for (const [name, expected] of Object.entries(files)) {
    const found = name === TENSORS ? sha256 : (await hashFile(join(artifact.folder, name))).sha256;
    requireHash(artifact, { name, found, expected: expected.sha256 });
  }
  const itemIds = JSON.parse(readFileSync(join(artifact.folder, 'items.json'), 'utf8')) as ItemId[];
  requireHash(artifact, { name: 'items', found: hashOf(itemIds), expected: content.itemsHash });
  return { content, itemIds, tensors };
}

const TENSORS = 'tensors.safetensors';

/** Makes the scorer of a model. @throws DataError `ARTIFACT_CORRUPT` */
export function scorerOf({ content, itemIds, tensors }: ReadModel): Scorer {
  const family = requireFamily(content.recipe.family);
  const configuration = family.configuration.parse(content.recipe.configuration);
  return family.scorer({ tensors }, configuration, itemIds);
}

function requireHash(
  { kind, id }: ModelArtifact,
  { name, found, expected }: { name: string; found: string; expected: string },
): void {
  if (found !== expected)
    throw errorOf('ARTIFACT_CORRUPT', {
      kind,
      id,
      found: `${name} with hash ${found}`,
      expected: `hash ${expected}`,
    });
}
