import type { Clock } from '../domain/clock.ts';
import type { User } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import type { Source } from '../domain/receipt.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import type { OverrunRests } from './overrun-rests.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { ListFilters } from './rules/rule.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { LikedItems } from './user-sources.ts';

/** One source as it is to be asked. */
export interface SourceCall {
  readonly source: Source;
  /** `null` for a source without a model. */
  readonly model: PreparedModel | null;
  /** Whether it is given the history. */
  readonly fed: boolean;
  /** Whether what the user has seen is let through. */
  readonly again: boolean;
  /** Whether it is asked even while it rests. */
  readonly patient: boolean;
  /** How often it is asked for more at most; absent: as often as its kind of source may be. */
  readonly rounds?: number;
}

/** Everything one list is made from: one snapshot, read before the first stage. */
export interface ListRequest {
  readonly receiptId: string;
  readonly userId: UserId;
  readonly asOfMs: number;
  /** What the catalogue says of the user; `null` where it does not know them. */
  readonly user: User | null;
  readonly liked: LikedItems;
  /** What the rule `seen` keeps off. */
  readonly seen: ReadonlySet<ItemId>;
  readonly exclude: ReadonlySet<ItemId>;
  readonly filters: ListFilters;
  readonly champion: PreparedModel | null;
  readonly further: readonly PreparedModel[];
  readonly baseline: PreparedModel | null;
  readonly catalogue: LiveCatalogue | null;
  readonly constant: readonly ItemId[];
  readonly rules: RuleSet;
  /** 1 or more. */
  readonly count: number;
  /** The champion and further models have this long from `startedMs`, the baseline as long for itself. */
  readonly deadlineMs: number;
  /** Where there is nothing else, a late ranking is waited for this long from `startedMs`. */
  readonly lastResortMs: number;
  readonly startedMs: number;
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  readonly historyLimit: number;
  readonly rests: OverrunRests;
  /** Arm of the experiment that the user is in, as receipts have it; `null` outside of any. */
  readonly variant: string | null;
  /** The sources to ask, and no others; absent: those that apply, best first. */
  readonly plan?: readonly SourceCall[];
}
