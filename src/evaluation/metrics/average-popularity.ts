/**
 * Average popularity of a list: the mean number of positives of its items before the cut.
 * @param counts positives of each candidate before the cut
 * @returns ≥ 0; 0 for an empty list
 * Source: Yin, Cui, Li, Yao & Chen, VLDB 2012, "Challenging the long tail recommendation" (ARP).
 */
export function averagePopularity(
  recommended: ArrayLike<number>,
  counts: ArrayLike<number>,
): number {
  let sum = 0;
  for (let place = 0; place < recommended.length; place++) sum += counts[recommended[place]!]!;
  return recommended.length === 0 ? 0 : sum / recommended.length;
}
