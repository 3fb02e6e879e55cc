import { feedbackOf, type Positives } from '../datasets/index.ts';

/**
 * The positives of the items that have at least so many of them, with vocabularies of just the
 * users and items that remain, in the order of their first remaining row. So nothing in the result
 * depends on rows that are not in `positives`, even if their vocabularies know more.
 *
 * Cost: O(rows + vocabularies).
 */
export function restrictPositives(positives: Positives, minItemPositives: number): Positives {
  const counts = new Uint32Array(positives.itemIds.length);
  for (const item of positives.items) counts[item]! += 1;
  const kept = positives.items
    .map((_item, row) => row)
    .filter((row) => counts[positives.items[row]!]! >= minItemPositives);
  const users = renumber(kept, positives.users, positives.userIds);
  const items = renumber(kept, positives.items, positives.itemIds);
  return {
    userIds: users.ids,
    itemIds: items.ids,
    users: users.indexes,
    items: items.indexes,
    timesMs: Float64Array.from(kept, (row) => positives.timesMs[row]!),
    ...feedbackOf(positives, kept),
  };
}

function renumber<Id>(
  rows: Uint32Array,
  indexes: Uint32Array,
  ids: readonly Id[],
): { readonly ids: readonly Id[]; readonly indexes: Uint32Array } {
  const newIndexes = new Map<number, number>();
  const renumbered = Uint32Array.from(rows, (row) => {
    const old = indexes[row]!;
    const index = newIndexes.get(old) ?? newIndexes.size;
    newIndexes.set(old, index);
    return index;
  });
  return { ids: [...newIndexes.keys()].map((old) => ids[old]!), indexes: renumbered };
}
