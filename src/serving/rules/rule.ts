import type { Item, User } from '../../domain/catalogue-records.ts';
import type { ItemId } from '../../domain/ids.ts';
import type { RuleSet } from './rule-set.ts';

/** What a caller may narrow a list to. Everything absent narrows nothing. */
export interface ListFilters {
  /** An item must have one of them; names compare without regard to case. */
  readonly genres?: readonly string[];
  /** ISO 639-1; an item must be in one of them. */
  readonly languages?: readonly string[];
  /** Years of release, both included. */
  readonly fromYear?: number;
  readonly toYear?: number;
}

/** What rules know of a request besides the item that is judged. */
export interface Asked {
  readonly asOfMs: number;
  /** What the catalogue says of the viewer; `null` where it does not know them. */
  readonly user: User | null;
  /** What the viewer watched or rated too short a time ago to be shown it again. */
  readonly seen: ReadonlySet<ItemId>;
  readonly exclude: ReadonlySet<ItemId>;
  readonly filters: ListFilters;
  /** `null` where the catalogue does not have the item. */
  readonly itemOf: (itemId: ItemId) => Item | null;
}

/** The rules that keep items off a list, in the order in which they are asked. */
export const FILTER_NAMES = ['blocked', 'window', 'age', 'request', 'seen'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** A rule that keeps items off a list. */
export interface FilterRule {
  readonly name: FilterName;
  /** Whether an item may be shown; `null` where the rule has nothing to say for a request. */
  filterFor(rules: RuleSet, asked: Asked): ((itemId: ItemId) => boolean) | null;
}

/** Age that a viewer counts as. */
export const ageOf = ({ unknownAge }: RuleSet, user: User | null): number =>
  user?.age ?? (unknownAge === 'minor' ? 0 : Infinity);
