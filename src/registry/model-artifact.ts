import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Scorer } from '../evaluation/index.ts';
import { hashOf, writeSafetensors, type ArtifactStore } from '../store/index.ts';
import type { TrainedModel } from '../training/index.ts';
import { modelCard } from './model-card.ts';
import type { ModelArtifact, ModelContent, Recipe } from './model-content.ts';
import { readModel, scorerOf } from './read-model.ts';

/** What is known when a model is saved. */
export interface ModelToSave {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly dataset: string;
  readonly asOfMs: number;
  readonly itemIds: readonly ItemId[];
  readonly trained: TrainedModel;
  /** Content of `evaluation.json`; `null` for a model that was not judged. */
  readonly evaluation: Json;
  readonly trainSeconds: number;
  /** Code, libraries and runtime. */
  readonly code: { readonly [key: string]: Json };
}

/**
 * Saves a trained model: `tensors.safetensors`, `items.json` (the item ids in order of their row),
 * `model.json`, `evaluation.json`, `card.md`.
 */
export async function saveModel(
  artifacts: ArtifactStore,
  model: ModelToSave,
): Promise<ModelArtifact> {
  const draft = await artifacts.draft('model');
  try {
    const path = join(draft.folder, 'tensors.safetensors');
    const tensors = await writeSafetensors(path, { tensors: model.trained.tensors, metadata: {} });
    const content = contentOf(model, tensors.sha256);
    const about = {
      ...content,
      code: model.code,
      trainSeconds: model.trainSeconds,
      tensorBytes: tensors.sizeBytes,
      curve: model.trained.curve.map(({ epoch, loss }) => ({ epoch, loss })),
    };
    await writeFile(join(draft.folder, 'items.json'), JSON.stringify(model.itemIds));
    await writeFile(join(draft.folder, 'model.json'), pretty(about));
    await writeFile(join(draft.folder, 'evaluation.json'), pretty(model.evaluation));
    await writeFile(join(draft.folder, 'card.md'), modelCard(about, model.evaluation));
    return await draft.commit(content, { code: model.code, trainSeconds: model.trainSeconds });
  } finally {
    await draft.discard();
  }
}

const contentOf = (model: ModelToSave, tensorsHash: string): ModelContent => ({
  recipe: model.recipe,
  seed: model.seed,
  dataset: model.dataset,
  asOfMs: model.asOfMs,
  kernels: model.trained.arithmetic,
  itemCount: model.itemIds.length,
  itemsHash: hashOf([...model.itemIds]),
  tensorsHash,
});

const pretty = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Reads a model, checks every byte against its hashes, and makes its scorer.
 *
 * @throws as `readModel`; NotFoundError `ARTIFACT_MISSING`
 */
export async function loadModel(
  artifacts: ArtifactStore,
  id: string,
): Promise<{ readonly artifact: ModelArtifact; readonly scorer: Scorer }> {
  const artifact = await artifacts.load<ModelContent>('model', id);
  return { artifact, scorer: scorerOf(await readModel(artifact)) };
}
