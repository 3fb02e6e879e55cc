import type { JudgedList } from './judged-list.ts';

/**
 * Normalised discounted cumulative gain with binary relevance:
 *
 *     DCG = Σ 1 / log₂(rank + 1)        over the hits, rank from 1
 *     nDCG@K = DCG / (DCG of min(K, relevantCount) hits at the top)
 *
 * @param k length a list may have, ≥ 1
 * @returns 0 (no hit) to 1 (as many hits as possible, at the top)
 * Source: Järvelin & Kekäläinen, TOIS 2002, with the log₂(rank + 1) discount of Burges et al. 2005.
 */
export function ndcg({ recommended, relevant, relevantCount }: JudgedList, k: number): number {
  let gain = 0;
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) gain += discount(place);
  let ideal = 0;
  for (let place = 0; place < Math.min(k, relevantCount); place++) ideal += discount(place);
  return gain / ideal;
}

/** @param place 0-based */
const discount = (place: number): number => 1 / Math.log2(place + 2);
