import type { JudgedList } from './judged-list.ts';

/**
 * Whether the list held anything the user went on to like: 1 if so, else 0. Its mean over users is
 * the hit rate.
 * Source: Deshpande & Karypis, TOIS 2004, section 6.2 (for one relevant item a user).
 */
export function hit({ recommended, relevant }: JudgedList): number {
  for (let place = 0; place < recommended.length; place++)
    if (relevant.has(recommended[place]!)) return 1;
  return 0;
}
