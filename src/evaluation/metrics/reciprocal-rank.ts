import type { JudgedList } from './judged-list.ts';

/**
 * One over the rank of the first hit, 0 without one. Its mean over users is the MRR.
 * Source: Voorhees, TREC-8 question answering track report, 1999.
 */
export function reciprocalRank({ recommended, relevant }: JudgedList): number {
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) return 1 / (place + 1);
  return 0;
}
