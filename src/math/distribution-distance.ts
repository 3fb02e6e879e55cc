/**
 * Jensen-Shannon distance of two distributions over the same categories: the root of the divergence
 * in bits, 0 (the same) … 1 (nothing in common). Needs no order of the categories and no category
 * that both have.
 *
 *     √( ½·Σ pₖ·log₂(pₖ/mₖ) + ½·Σ qₖ·log₂(qₖ/mₖ) )        m = (p + q)/2
 *
 * @param p,q shares or counts ≥ 0, parallel; each is taken relative to its sum
 * NaN when one of them is empty.
 * Source: Endres & Schindelin, IEEE Trans. Inf. Theory 49(7), 2003.
 */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return Math.sqrt(
    Math.max(
      0,
      shannonParts(p, q).reduce((sum, part) => sum + part, 0),
    ),
  );
}

/** What each category adds to the squared Jensen-Shannon distance; all are ≥ 0. */
export function shannonParts(p: ArrayLike<number>, q: ArrayLike<number>): number[] {
  const [pSum, qSum] = [sumOf(p), sumOf(q)];
  return Array.from({ length: p.length }, (_, k) => {
    const [a, b] = [p[k]! / pSum, q[k]! / qSum];
    const middle = (a + b) / 2;
    const part = (share: number): number => (share > 0 ? share * Math.log2(share / middle) : 0);
    return Number.isNaN(middle) ? NaN : (part(a) + part(b)) / 2;
  });
}

/**
 * First Wasserstein distance of two distributions over ordered places one step apart: how far, on
 * average, the one has to be moved to become the other.
 *
 *     step · Σₖ |Fₖ − Gₖ|        F, G cumulative shares
 *
 * @param p,q shares or counts ≥ 0, parallel; each is taken relative to its sum
 * @param step distance of neighbouring places, in the unit of the result
 * NaN when one of them is empty.
 */
export function wasserstein(p: ArrayLike<number>, q: ArrayLike<number>, step: number): number {
  const [pSum, qSum] = [sumOf(p), sumOf(q)];
  if (!(pSum > 0 && qSum > 0)) return NaN;
  let apart = 0;
  let distance = 0;
  for (let k = 0; k < p.length; k++) {
    apart += p[k]! / pSum - q[k]! / qSum;
    distance += Math.abs(apart);
  }
  return step * distance;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum;
}
