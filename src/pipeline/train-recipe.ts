import type { Dataset, Positives } from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import type { Progress } from '../domain/progress.ts';
import { restrictPositives, type Facts } from '../evaluation/index.ts';
import { recordRun, saveModel, type Recipe } from '../registry/index.ts';
import type { ArtifactStore, Metadata } from '../store/index.ts';
import type { Family } from '../training/index.ts';
import { codeVersion } from './code-version.ts';

/** What training a recipe needs. */
export interface TrainingJob {
  readonly recipe: Recipe;
  readonly family: Family;
  readonly dataset: Dataset;
  readonly positives: Positives;
  /** Items with fewer positives are left out, as they were when the recipe was judged. */
  readonly minItemPositives: number;
  readonly seed: number;
  /** What the catalogue says; without it no user is known and no item without positives. */
  readonly facts?: Facts;
  /** Content of `evaluation.json`; `null` for a model that is not judged. */
  readonly evaluation: Json;
  readonly stop?: AbortSignal | undefined;
}

/** A trained model and the run that made it. Plain JSON. */
export type TrainedVersion = { readonly modelId: string; readonly runId: string };

/** Trains a recipe on everything in a dataset, saves the model and records the run. */
export async function trainRecipe(
  {
    artifacts,
    metadata,
    clock,
    progress,
  }: {
    readonly artifacts: ArtifactStore;
    readonly metadata: Metadata;
    readonly clock: Clock;
    readonly progress: Progress;
  },
  job: TrainingJob,
): Promise<TrainedVersion> {
  const { recipe, dataset, seed } = job;
  const parameters = { recipe, dataset: dataset.id, seed, code: codeVersion() };
  const { output, runId } = await recordRun(
    { metadata, clock },
    { stage: 'train', parameters },
    async () => {
      const { asOfMs } = dataset.manifest.content;
      const positives = restrictPositives(job.positives, job.minItemPositives);
      const started = clock.nowMs();
      const context = { asOfMs, seed, progress, ...job.facts, stop: job.stop };
      const trained = await job.family.train(positives, recipe.configuration, context);
      const model = await saveModel(artifacts, {
        recipe,
        seed,
        dataset: dataset.id,
        asOfMs,
        itemIds: [...positives.itemIds, ...(trained.coldItemIds ?? [])],
        trained,
        evaluation: job.evaluation,
        trainSeconds: Math.max(0, clock.nowMs() - started) / 1000,
        code: codeVersion(),
      });
      return {
        output: { kind: 'model', id: model.id },
        metrics: trained.curve.map(({ epoch, loss }) => ({
          name: 'loss',
          step: epoch,
          value: loss,
        })),
      };
    },
  );
  return { modelId: output.id, runId };
}
