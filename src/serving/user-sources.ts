import type { ItemId, UserId } from '../domain/ids.ts';

/** What a user liked, oldest first. */
export interface LikedItems {
  readonly itemIds: readonly ItemId[];
  /** Milliseconds since the epoch, NaN when unknown. Parallel to `itemIds`. */
  readonly timesMs: ArrayLike<number>;
  /** Share of each that was watched, in [0, 1]; NaN when unknown. Absent: all unknown. */
  readonly completions?: ArrayLike<number>;
  /** Stars given to each; NaN where none. Absent: none. */
  readonly ratings?: ArrayLike<number>;
}

/** Every item a user watched or rated, liked or not. Columns run parallel. */
export interface Contacts {
  readonly itemIds: readonly ItemId[];
  /** The latest contact, milliseconds since the epoch; NaN when unknown. */
  readonly latestMs: ArrayLike<number>;
  /** Share of the item that was watched, in [0, 1]; NaN when unknown. */
  readonly completions: ArrayLike<number>;
}

/** Port: what is known of users at this moment. All are looked up in memory, for every request. */
export interface HistorySource {
  /** Empty for a user nobody has seen. */
  historyOf(userId: UserId): LikedItems;
  /** Everything the user watched or rated, liked or not. */
  seenBy(userId: UserId): Iterable<ItemId>;
  /** The same with times and completion, where the source has them. */
  contactsOf?(userId: UserId): Contacts;
}
