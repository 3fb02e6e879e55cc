import type { ItemId } from '../domain/ids.ts';
import type { History } from '../evaluation/index.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { LikedItems } from './user-sources.ts';

/** The part of a user's history that one model can use. */
export interface UsableHistory {
  readonly history: History;
  /** The same items by name, oldest first. */
  readonly itemIds: readonly ItemId[];
}

/**
 * Keeps the items that the model knows, and of these the latest `limit`.
 *
 * @param limit ≥ 1
 */
export function gatherHistory(
  model: PreparedModel,
  liked: LikedItems,
  limit: number,
): UsableHistory {
  const items: number[] = [];
  const timesMs: number[] = [];
  const itemIds: ItemId[] = [];
  for (let k = liked.itemIds.length - 1; k >= 0 && items.length < limit; k--) {
    const itemId = liked.itemIds[k]!;
    const row = model.rowOf.get(itemId);
    if (row === undefined) continue;
    items.push(row);
    timesMs.push(liked.timesMs[k] ?? Number.NaN);
    itemIds.push(itemId);
  }
  return {
    history: { items: items.reverse(), timesMs: timesMs.reverse() },
    itemIds: itemIds.reverse(),
  };
}
