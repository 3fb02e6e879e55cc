import type { Item } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';

/**
 * How much a catalogue knows of one kind of id: nothing at all, some of them, every one there is,
 * or, `live`, what an API has said so far. Only from a complete one does absence say anything; a live
 * one says itself which ids there are not.
 */
export type Coverage = 'none' | 'partial' | 'complete' | 'live';

/** Look-ups in one catalogue snapshot. */
export interface Catalogue {
  /** Id of the snapshot. */
  readonly id: string;
  readonly itemCoverage: Coverage;
  readonly userCoverage: Coverage;
  hasItem(itemId: ItemId): boolean;
  hasUser(userId: UserId): boolean;
  /** `hasUser` for an id that is a whole number below 10^15, printed without leading zeros. */
  readonly hasUserNumber?: (user: number) => boolean;
  /** Whether the API said that there is no such item; never so unless the coverage is `live`. */
  lacksItem(itemId: ItemId): boolean;
  lacksUser(userId: UserId): boolean;
  /** What it says of an item; `undefined` when it does not have it. */
  item(itemId: ItemId): Item | undefined;
  /** Everything it has. Absent where it is not held in memory. */
  readonly items?: () => Iterable<Item>;
}
