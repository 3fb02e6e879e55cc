import type { ItemId } from '../domain/ids.ts';
import type { KernelBuild } from '../math/kernels/kernel-build.ts';
import type { Ranker } from './ranker.ts';

/** A loaded model version, ready to be asked. Immutable: a new version is a new object. */
export interface ServedModel {
  /** Registered version, such as `als/3`. */
  readonly version: string;
  /** Artifact ids of the model and of the dataset it was trained on. */
  readonly modelId: string;
  readonly datasetId: string;
  /** The last instant its training data know of; absent where nobody knows. */
  readonly asOfMs?: number;
  /** Name of the model family, such as `als`. */
  readonly family: string;
  /** Build of the kernels that its scores are computed with, where its family uses kernels. */
  readonly kernelBuild: KernelBuild;
  /** The items it can rank; the row of an item is its index. */
  readonly itemIds: readonly ItemId[];
  /** Whether the history changes the scores; the same for everybody of a segment where not. */
  readonly personal: boolean;
  /** Asks it. Whoever loaded the model closes it once no request uses it any more. */
  readonly ranker: Ranker;
}

/**
 * Port: the models that answer now. Both are swapped from outside between requests; a request
 * reads each once and uses what it got to its end. `null` where none is loaded.
 */
export interface ModelSource {
  champion(): ServedModel | null;
  /** The popularity model behind the champion. May be the champion itself. */
  baseline(): ServedModel | null;
  /** The model of a version that an experiment serves; `null` while it is not loaded. */
  treatment?(version: string): ServedModel | null;
  /** Models that are asked where the champion leaves places free, best first. Absent: none. */
  further?(): readonly ServedModel[];
}
