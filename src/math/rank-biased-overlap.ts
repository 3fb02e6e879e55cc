/** The weight of the first ten places is 86 % of the whole. */
const PERSISTENCE = 0.9;

/**
 * Rank-biased overlap of two lists, extrapolated to their unseen rest: in [0, 1], 1 for equal lists,
 * 0 for lists that share nothing; what stands first counts most. With lists of lengths s ≤ l, X_d
 * the number of items that the first d of both share, and persistence p,
 *
 *     (1−p)/p · ( Σ_{d=1..l} X_d/d · p^d + Σ_{d=s+1..l} X_s·(d−s)/(s·d) · p^d )
 *         + ( (X_l − X_s)/l + X_s/s ) · p^l
 *
 * Two empty lists are equal; an empty one shares nothing with another.
 *
 * @param a, b         distinct items, best first
 * @param persistence  p, in (0, 1)
 * Cost: O(l). The clear version: count the shared items of every pair of heads.
 * Source: Webber, Moffat & Zobel, ACM TOIS 28(4), 2010, eq. 32.
 */
export function rankBiasedOverlap(
  a: readonly string[],
  b: readonly string[],
  persistence = PERSISTENCE,
): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const [s, l] = [short.length, long.length];
  if (s === 0) return l === 0 ? 1 : 0;
  const seen = new Set<string>();
  let [shared, sharedAtShort, sum, weight] = [0, 0, 0, 1];
  for (let d = 1; d <= l; d++) {
    weight *= persistence;
    for (const item of d <= s ? [short[d - 1]!, long[d - 1]!] : [long[d - 1]!]) {
      if (seen.has(item)) shared++;
      seen.add(item);
    }
    if (d === s) sharedAtShort = shared;
    sum += (shared / d) * weight;
    if (d > s) sum += ((sharedAtShort * (d - s)) / (s * d)) * weight;
  }
  return (
    ((1 - persistence) / persistence) * sum +
    ((shared - sharedAtShort) / l + sharedAtShort / s) * weight
  );
}
