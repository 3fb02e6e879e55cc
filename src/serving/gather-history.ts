import type { ItemId } from '../domain/ids.ts';
import type { History } from '../evaluation/index.ts';
import type { PreparedModel } from './prepared-model.ts';
import type { LikedItems } from './user-sources.ts';

/** The part of a user's history that one model can use. */
export interface UsableHistory {
  readonly history: History;
  /** The same items by name, oldest first. */
  readonly itemIds: readonly ItemId[];
  /** Where they stand in the user's history, ascending. */
  readonly places: readonly number[];
}

/** For models that are given no history. */
export const UNFED: UsableHistory = {
  history: { items: [], timesMs: [] },
  itemIds: [],
  places: [],
};

/**
 * Keeps the items that the model knows, and of these the latest `limit`.
 *
 * @param limit ≥ 1
 */
export function gatherHistory(
  model: Pick<PreparedModel, 'rowOf'>,
  liked: LikedItems,
  limit: number,
): UsableHistory {
  const { itemIds, timesMs, completions, ratings } = liked;
  const places: number[] = [];
  const items: number[] = [];
  for (let k = itemIds.length - 1; k >= 0 && places.length < limit; k--) {
    const row = model.rowOf.get(itemIds[k]!);
    if (row === undefined) continue;
    places.push(k);
    items.push(row);
  }
  places.reverse();
  items.reverse();
  const column = (values: ArrayLike<number>): number[] =>
    places.map((k) => values[k] ?? Number.NaN);
  return {
    history: {
      items,
      timesMs: column(timesMs),
      ...(completions === undefined ? {} : { completions: column(completions) }),
      ...(ratings === undefined ? {} : { ratings: column(ratings) }),
    },
    itemIds: places.map((k) => itemIds[k]!),
    places,
  };
}
