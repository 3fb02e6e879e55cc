import type { ZodType } from 'zod';
import type { Positives } from '../datasets/index.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import type { Progress } from '../domain/progress.ts';
import type { Json } from '../domain/canonical-json.ts';
import type { Scorer } from '../evaluation/index.ts';
import type { KernelBuild, KernelSettings } from '../math/kernels/kernel-build.ts';
import type { Tensor } from '../store/index.ts';

/** One point of a training curve. */
export interface CurvePoint {
  /** 1-based. */
  readonly epoch: number;
  /** Mean loss over all pairs; what exactly is in the family's doc comment. */
  readonly loss: number;
}

/** What training makes: everything a scorer needs besides the item vocabulary. */
export interface TrainedModel {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Empty for families that do not iterate. */
  readonly curve: readonly CurvePoint[];
  /**
   * Items without positives that the model can score as well: their rows come after those of the
   * positives. Absent where there are none, or the family has no way.
   */
  readonly coldItemIds?: readonly ItemId[];
  /** What computed it: `typescript`, or the build of the kernels. */
  readonly arithmetic: 'typescript' | KernelBuild;
}

/** What training is given besides data and configuration. */
export interface TrainingContext {
  /** Knowledge up to this instant may be used; recency is counted back from it. */
  readonly asOfMs: number;
  readonly seed: number;
  readonly progress: Progress;
  /** What the catalogue says of users; those it lacks are unknown. Absent where nobody is known. */
  readonly users?: ReadonlyMap<UserId, User> | undefined;
  /**
   * What the catalogue says of items, those without positives included: families that can make
   * them candidates. Absent where only what has positives is to be scored, as in judging.
   */
  readonly items?: ReadonlyMap<ItemId, Item> | undefined;
  /** Build and threads of the kernels; by default what the environment says. */
  readonly kernels?: KernelSettings | undefined;
  /** A request to end: training throws UnavailableError `STOPPED` then. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * A model family: how to train it and how to score with what was trained. Same data,
 * configuration, seed and arithmetic give the same tensors, bit for bit, on any number of threads.
 */
export interface Family<
  C extends { readonly [key: string]: Json } = { readonly [key: string]: Json },
> {
  /** The name on every surface: `popularity`, `als`, … */
  readonly name: string;
  /** Parses a partial configuration, fills defaults, rejects unknown keys. */
  readonly configuration: ZodType<C>;
  train(positives: Positives, configuration: C, context: TrainingContext): Promise<TrainedModel>;
  /**
   * @param itemIds those of the positives, then the cold ones
   * @throws DataError `ARTIFACT_CORRUPT` when tensors are missing or of the wrong shape
   */
  scorer(
    model: Pick<TrainedModel, 'tensors'>,
    configuration: C,
    itemIds: Positives['itemIds'],
  ): Scorer;
}
