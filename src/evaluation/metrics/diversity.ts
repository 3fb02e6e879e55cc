/**
 * Intra-list diversity: how unlike each other the items of a list are by their genres, as the mean
 * over all pairs of the Jaccard distance,
 *
 *     diversity = mean over pairs of 1 − |genres a ∩ genres b| / |genres a ∪ genres b|
 *
 * Items of which no genre is known are left out; two of them could not be compared.
 * @param genresOf the genres of an item, distinct
 * @returns 0 (all alike) to 1 (no two share a genre); `null` with fewer than two items to compare
 * Source: Ziegler, McNee, Konstan & Lausen, WWW 2005, section 3.3 (as a distance, not a similarity).
 */
export function intraListDiversity(
  recommended: ArrayLike<number>,
  genresOf: (item: number) => readonly string[],
): number | null {
  const sets = Array.from(recommended, genresOf).filter((genres) => genres.length > 0);
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < sets.length; a++)
    for (let b = a + 1; b < sets.length; b++, pairs++) sum += jaccardDistance(sets[a]!, sets[b]!);
  return pairs === 0 ? null : sum / pairs;
}

function jaccardDistance(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((genre) => b.includes(genre)).length;
  return 1 - common / (a.length + b.length - common);
}
