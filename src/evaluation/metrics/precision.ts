import type { JudgedList } from './judged-list.ts';

/**
 * Share of the list that the user went on to like:
 *
 *     precision@K = hits / K
 *
 * A list shorter than K counts as filled up with misses. With fewer than K relevant items it cannot
 * reach 1; it is not rescaled.
 * @param k length a list may have, ≥ 1
 * @returns 0 to 1
 * Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, section 8.4.
 */
export function precision({ recommended, relevant }: JudgedList, k: number): number {
  let hits = 0;
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) hits++;
  return hits / k;
}
