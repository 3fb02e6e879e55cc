import type { Json } from '../domain/canonical-json.ts';
import { hashOf, type Artifact } from '../store/index.ts';
import type { TrainedModel } from '../training/index.ts';

/** A family with its configuration: what the gate judges. */
export type Recipe = {
  readonly family: string;
  readonly configuration: { readonly [key: string]: Json };
};

/** Whether two recipes are one: same family, same configuration. */
export const sameRecipe = (a: Recipe, b: Recipe): boolean => hashOf(a) === hashOf(b);

/** What a model's id is the hash of. */
export type ModelContent = {
  readonly recipe: Recipe;
  readonly seed: number;
  /** Dataset it was trained on, and the last instant it knows of. */
  readonly dataset: string;
  readonly asOfMs: number;
  /**
   * Arithmetic that made it: the readable TypeScript in 64-bit floats, or a build of the kernels
   * (`plain` gives the same bits on every CPU).
   */
  readonly kernels: TrainedModel['arithmetic'];
  readonly itemCount: number;
  readonly itemsHash: string;
  readonly tensorsHash: string;
};

export type ModelArtifact = Artifact<ModelContent>;
