/**
 * Gini index of exposure: how unevenly the places in the lists fall on the candidates,
 *
 *     Gini = Σ_r (2r − n − 1)·x_r / (n·Σ x)        x ascending, r from 1 to n
 *
 * 0 where every candidate is shown as often as any other; (n − 1) / n where one is shown always.
 * @param lists items, 0 ≤ item < candidateCount
 * @returns 0 (even, or nothing shown) to below 1
 * Source: Gini 1912; of recommendations: Fleder & Hosanagar, Management Science 2009, section 4.
 */
export function giniOfExposure(lists: Iterable<ArrayLike<number>>, candidateCount: number): number {
  const shown = new Float64Array(candidateCount);
  let total = 0;
  for (const list of lists)
    for (let place = 0; place < list.length; place++, total++) shown[list[place]!]! += 1;
  if (total === 0) return 0;
  shown.sort();
  const sum = shown.reduce((so, count, at) => so + (2 * (at + 1) - candidateCount - 1) * count, 0);
  return sum / (candidateCount * total);
}
