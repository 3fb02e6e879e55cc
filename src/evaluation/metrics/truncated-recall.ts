import type { JudgedList } from './judged-list.ts';

/**
 * Recall with the other common denominator: hits as a share of those that a list of K could hold,
 *
 *     truncatedRecall@K = hits / min(K, relevantCount)
 *
 * so that the ideal list gets 1 however much the user went on to like. Papers that report
 * "Recall@K" on held-out users mean this one; `recall` divides by relevantCount.
 * @param k length a list may have, ≥ 1
 * @returns 0 to 1; never below `recall`
 * Source: Liang, Krishnan, Hoffman & Jebara, WWW 2018, section 4.2.
 */
export function truncatedRecall(
  { recommended, relevant, relevantCount }: JudgedList,
  k: number,
): number {
  let hits = 0;
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) hits++;
  return hits / Math.min(k, relevantCount);
}
