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
  model: Pick<PreparedModel, 'rowOf'>,
  liked: LikedItems,
  limit: number,
): UsableHistory {
  const kept: number[] = [];
  for (let k = liked.itemIds.length - 1; k >= 0 && kept.length < limit; k--)
    if (model.rowOf.has(liked.itemIds[k]!)) kept.push(k);
  kept.reverse();
  const { itemIds, timesMs, completions, ratings } = liked;
  const column = (values: ArrayLike<number>): number[] => kept.map((k) => values[k] ?? Number.NaN);
  return {
    history: {
      items: kept.map((k) => model.rowOf.get(itemIds[k]!)!),
      timesMs: column(timesMs),
      ...(completions === undefined ? {} : { completions: column(completions) }),
      ...(ratings === undefined ? {} : { ratings: column(ratings) }),
    },
    itemIds: kept.map((k) => itemIds[k]!),
  };
}
