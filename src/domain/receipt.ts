import type { ItemId, UserId } from './ids.ts';

/** Which of the ever cheaper ways an answer was made in, best first. */
export const TIERS = [
  'personal',
  'folded-in',
  'segment-popularity',
  'popularity',
  'constant',
] as const;
export type Tier = (typeof TIERS)[number];

/** One item as it was shown. */
export interface Exposure {
  readonly itemId: ItemId;
  /** 1-based place in the answer. */
  readonly position: number;
  /** The model's output; `null` where the tier has no scores. */
  readonly score: number | null;
  /** Probability with which the logging policy showed this item here, in (0, 1]. */
  readonly propensity: number;
}

/**
 * The record of one answer and of everything that led to it. Written before the answer leaves.
 */
export interface Receipt {
  /** Unique over all replicas; sent in the header `x-showrunner-receipt`. */
  readonly receiptId: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly atMs: number;
  readonly userId: UserId;
  readonly tier: Tier;
  readonly exposures: readonly Exposure[];
  /** Registered version such as `als/3`, and the artifact behind it; `null` for the constant tier. */
  readonly modelVersion: string | null;
  readonly modelId: string | null;
  readonly datasetId: string | null;
  /** Hash of the program's sources that served. */
  readonly codeVersion: string;
  /** Items of the user's history that the model was given, oldest first. */
  readonly history: readonly ItemId[];
  /** How many scored items each rule took out. */
  readonly removed: Readonly<Record<string, number>>;
  /** Time from request to receipt, inside the server. */
  readonly latencyMs: number;
}
