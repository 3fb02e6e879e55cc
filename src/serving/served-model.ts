import type { Scorer } from '../evaluation/index.ts';

/** A loaded model version, ready to score. Immutable: a new version is a new object. */
export interface ServedModel {
  /** Registered version, such as `als/3`. */
  readonly version: string;
  /** Artifact ids of the model and of the dataset it was trained on. */
  readonly modelId: string;
  readonly datasetId: string;
  /** Name of the model family, such as `als`. */
  readonly family: string;
  readonly scorer: Scorer;
}

/**
 * Port: the models that answer now. Both are swapped from outside between requests; a request
 * reads each once and uses what it got to its end. `null` where none is loaded.
 */
export interface ModelSource {
  champion(): ServedModel | null;
  /** The popularity model behind the champion. May be the champion itself. */
  baseline(): ServedModel | null;
}
