import type { Positives } from '../datasets/index.ts';

/** Positives of every item, in the order of `itemIds`. */
export function itemCounts({ items, itemIds }: Pick<Positives, 'items' | 'itemIds'>): Uint32Array {
  const counts = new Uint32Array(itemIds.length);
  for (const item of items) counts[item]! += 1;
  return counts;
}
