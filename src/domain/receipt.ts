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

/**
 * Whether chance decided a place: `deterministic` where it did not, `kept` where the coin left the
 * item that ranks there, `drawn` where another took its place.
 */
export const SLOTS = ['deterministic', 'kept', 'drawn'] as const;
export type Slot = (typeof SLOTS)[number];

/** One item as it was shown. */
export interface Exposure {
  readonly itemId: ItemId;
  /** 1-based place in the answer. */
  readonly position: number;
  /** The model's output; `null` where nothing scored the item. */
  readonly score: number | null;
  /** Probability with which the logging policy showed this item here, in (0, 1]. */
  readonly propensity: number;
  /** Absent in receipts from before places could be drawn: all were deterministic. */
  readonly slot?: Slot;
}

/** Where candidates come from, in the order in which they are asked. */
export const SOURCES = ['champion', 'further', 'baseline', 'new-titles', 'constant'] as const;
export type Source = (typeof SOURCES)[number];

/** A source that contributed to a list, as it was asked. */
export interface TracedSource {
  readonly source: Source;
  readonly tier: Tier;
  /** Index in the trace's `models`; `null` for a source without a model. */
  readonly model: number | null;
  /** Whether it was given the history. */
  readonly fed: boolean;
  /** Whether what the user has seen was let through, because there was nothing else. */
  readonly again: boolean;
  /** How many times it was asked for more, ≥ 1, and how many candidates it gave in all. */
  readonly rounds: number;
  readonly gave: number;
}

/** A model that was loaded when a list was made, whether it contributed or not. */
export interface TracedModel {
  readonly role: 'champion' | 'further' | 'baseline';
  readonly version: string;
  readonly modelId: string;
}

/** A candidate that is not on the list: item, score, index of its source, and what took it out. */
export type PassedOver = readonly [
  itemId: ItemId,
  score: number | null,
  source: number,
  /** Name of a rule; `displaced` by a draw; `null` where others simply ranked higher. */
  removedBy: string | null,
];

/** What a list can be made from again, and why each item is on it or not. */
export interface ReceiptTrace {
  readonly request: {
    /** Pattern of the route; absent where the list was not asked for over HTTP. */
    readonly route?: string;
    /** Id of the request; a batch has one for all of its lists. */
    readonly requestId?: string;
    /** The caller's trace by W3C Trace Context; absent where it sent none. */
    readonly traceId?: string;
    readonly count: number;
    readonly exclude?: readonly ItemId[];
    readonly filters?: Readonly<Record<string, string | number | readonly string[]>>;
    readonly similarTo?: ItemId;
  };
  /** What the catalogue said of the user as far as lists depend on it; `null`: nothing. */
  readonly user: { readonly age: number | null; readonly gender: 'M' | 'F' | null } | null;
  readonly catalogueId: string | null;
  /** SHA-256 of the text of the rules; `null` for none. */
  readonly rulesId: string | null;
  /** Build of the kernels that scored. */
  readonly kernelBuild: string | null;
  /** Such as `node 24.21.0 linux x64`. */
  readonly runtime: string;
  readonly models: readonly TracedModel[];
  readonly sources: readonly TracedSource[];
  /** Index in `sources` for each exposure; −1 for a pinned item. */
  readonly placed: readonly number[];
  /** When each item of `history` was liked, milliseconds since the epoch; `null` when unknown. */
  readonly historyTimesMs: readonly (number | null)[];
  /** Parallel to `history`; absent where the source has none. */
  readonly completions?: readonly (number | null)[];
  readonly ratings?: readonly (number | null)[];
  /** What the rule `seen` kept off besides the items of `history` … */
  readonly seen: readonly ItemId[];
  /** … and the items of `history` that it did not. */
  readonly unseen: readonly ItemId[];
  /** How many more it kept off than are kept here; such a list cannot be made again for certain. */
  readonly seenOmitted?: number;
  /** Candidates that a rule took out although they would have made the list, and the next best. */
  readonly others: readonly PassedOver[];
  /** `null` where nothing was drawn. */
  readonly exploration: {
    /** The draw is reproduced by the stream of (seed, userId, receiptId). */
    readonly seed: number;
    readonly share: number;
    /** How many items were drawn from, each equally likely. */
    readonly pool: number;
    /** Places that chance decided, and those of them whose item was drawn; 1-based. */
    readonly eligible: readonly number[];
    readonly drawn: readonly number[];
  } | null;
  /** Arm of the experiment; `null` outside of any. */
  readonly variant: string | null;
  /** What failed meanwhile: role and reason. */
  readonly failures: readonly (readonly [role: string, reason: string])[];
}

/**
 * The record of one answer and of everything that led to it. Written before the answer leaves.
 */
export interface Receipt {
  /** Unique over all replicas; sent in the header `x-showrunner-receipt`. */
  readonly receiptId: string;
  /** Wall clock, milliseconds since the epoch: the instant whose knowledge was used. */
  readonly atMs: number;
  readonly userId: UserId;
  readonly tier: Tier;
  readonly exposures: readonly Exposure[];
  /** Registered version such as `als/3`, and the artifact behind it; `null` for the constant tier. */
  readonly modelVersion: string | null;
  readonly modelId: string | null;
  readonly datasetId: string | null;
  /** Hash of the program's sources, lockfile included, that served. */
  readonly codeVersion: string;
  /** Items of the user's history that the model was given, oldest first. */
  readonly history: readonly ItemId[];
  /** How many candidates each rule took out. */
  readonly removed: Readonly<Record<string, number>>;
  /** Time from request to receipt, inside the server. */
  readonly latencyMs: number;
  /** Absent in receipts from before lists could be made again. */
  readonly trace?: ReceiptTrace;
}
