import type { JudgedList } from './judged-list.ts';

/**
 * Share of what the user went on to like that the list held:
 *
 *     recall@K = hits / relevantCount
 *
 * With more than K relevant items it cannot reach 1; it is not rescaled.
 * @returns 0 to 1
 * Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, section 8.3.
 */
export function recall({ recommended, relevant, relevantCount }: JudgedList): number {
  let hits = 0;
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) hits++;
  return hits / relevantCount;
}
