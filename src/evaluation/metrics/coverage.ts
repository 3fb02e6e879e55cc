/**
 * Catalogue coverage: the share of the candidates that at least one list held,
 *
 *     coverage@K = |⋃ lists| / candidateCount
 *
 * It grows with the number of lists: compare it over the same users only.
 * @param lists items, 0 ≤ item < candidateCount
 * @returns 0 (no list, or no candidate) to 1
 * Source: Herlocker, Konstan, Terveen & Riedl, TOIS 2004, section 4.2 (catalogue coverage).
 */
export function coverage(lists: Iterable<ArrayLike<number>>, candidateCount: number): number {
  const recommended = new Set<number>();
  for (const list of lists)
    for (let place = 0; place < list.length; place++) recommended.add(list[place]!);
  return candidateCount === 0 ? 0 : recommended.size / candidateCount;
}
