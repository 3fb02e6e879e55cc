/**
 * Novelty of a list: how surprising its items are to somebody who knows only what is popular,
 *
 *     novelty = mean over the list of −log₂ p(item)        p the item's share of the positives
 *
 * in bits; the self-information of an item that everybody's every like is would be 0. An item
 * without positives counts as having half of one.
 * @param counts positives of each candidate before the cut
 * @returns ≥ 0; 0 for an empty list
 * Source: Zhou et al., PNAS 2010 (self-information); Castells, Hurley & Vargas, Recommender Systems
 * Handbook, section 26.3.2.
 */
export function novelty(recommended: ArrayLike<number>, counts: ArrayLike<number>): number {
  let total = 0;
  for (let item = 0; item < counts.length; item++) total += counts[item]!;
  let bits = 0;
  for (let place = 0; place < recommended.length; place++)
    bits += Math.log2(Math.max(1, total) / Math.max(0.5, counts[recommended[place]!]!));
  return recommended.length === 0 ? 0 : bits / recommended.length;
}
