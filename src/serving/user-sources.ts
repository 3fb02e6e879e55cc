import type { ItemId, UserId } from '../domain/ids.ts';

/** What a user liked, oldest first. */
export interface LikedItems {
  readonly itemIds: readonly ItemId[];
  /** Milliseconds since the epoch, NaN when unknown. Parallel to `itemIds`. */
  readonly timesMs: ArrayLike<number>;
}

/** Port: what is known of users at this moment. Both are looked up in memory, for every request. */
export interface HistorySource {
  /** Empty for a user nobody has seen. */
  historyOf(userId: UserId): LikedItems;
  /** Everything the user watched or rated, liked or not. */
  seenBy(userId: UserId): Iterable<ItemId>;
}
