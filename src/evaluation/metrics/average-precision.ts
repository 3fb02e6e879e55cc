import type { JudgedList } from './judged-list.ts';

/**
 * Average precision, whose mean over users is MAP:
 *
 *     AP@K = Σ precision at the place of each hit / min(K, relevantCount)
 *
 * @param k length a list may have, ≥ 1
 * @returns 0 (no hit) to 1 (as many hits as possible, at the top)
 * Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, section 8.4, cut at K.
 */
export function averagePrecision(
  { recommended, relevant, relevantCount }: JudgedList,
  k: number,
): number {
  let [hits, sum] = [0, 0];
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) sum += ++hits / (place + 1);
  return sum / Math.min(k, relevantCount);
}
