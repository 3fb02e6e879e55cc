import type { Item } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';

/**
 * How much a catalogue knows of one kind of id: nothing at all, some of them, or every one there
 * is. Only from a complete one does absence say anything.
 */
export type Coverage = 'none' | 'partial' | 'complete';

/** Look-ups in one catalogue snapshot. */
export interface Catalogue {
  /** Id of the snapshot. */
  readonly id: string;
  readonly itemCoverage: Coverage;
  readonly userCoverage: Coverage;
  hasItem(itemId: ItemId): boolean;
  hasUser(userId: UserId): boolean;
  /** What it says of an item; `undefined` when it does not have it. */
  item(itemId: ItemId): Item | undefined;
}
