import type { JudgedList } from './judged-list.ts';

/**
 * Recall among the items of the long tail only:
 *
 *     tailRecall@K = hits in the tail / relevant items in the tail
 *
 * @param isTail whether an item belongs to the tail; see `popularityTiers`
 * @returns 0 to 1; `null` for a user with nothing relevant in the tail
 * Source: Cremonesi, Koren & Turrin, RecSys 2010, section 3 (accuracy on the long tail).
 */
export function tailRecall(
  { recommended, relevant }: JudgedList,
  isTail: (item: number) => boolean,
): number | null {
  const tail = [...relevant].filter(isTail);
  if (tail.length === 0) return null;
  const shown = new Set(Array.from(recommended));
  return tail.filter((item) => shown.has(item)).length / tail.length;
}
