/** Weight of the history's genres mixed into the list's, so that no logarithm is of 0. */
const MIXED = 0.01;

/**
 * Miscalibration of a list: how far its genres are from those of the history, as the
 * Kullback-Leibler divergence
 *
 *     KL(p ‖ q̃) = Σ_g p(g)·log(p(g) / q̃(g)),   q̃ = (1 − α)·q + α·p,   α = 0.01
 *
 * with p and q the distributions over genres of history and list. An item's genres share its
 * weight evenly. 0 where the list mirrors the history; it stays below log(1/α) = 4.6.
 * @param genresOf the genres of an item, distinct; items without one are left out
 * @returns ≥ 0, in nats; `null` where no genre is known of the history or of the list
 * Source: Steck, "Calibrated recommendations", RecSys 2018, eq. 2, 3 and 7.
 */
export function miscalibration(
  history: ArrayLike<number>,
  recommended: ArrayLike<number>,
  genresOf: (item: number) => readonly string[],
): number | null {
  const [p, q] = [genreShares(history, genresOf), genreShares(recommended, genresOf)];
  if (p.size === 0 || q.size === 0) return null;
  let divergence = 0;
  for (const [genre, share] of p)
    divergence += share * Math.log(share / ((1 - MIXED) * (q.get(genre) ?? 0) + MIXED * share));
  return Math.max(0, divergence);
}

function genreShares(
  items: ArrayLike<number>,
  genresOf: (item: number) => readonly string[],
): Map<string, number> {
  const known = Array.from(items, genresOf).filter((genres) => genres.length > 0);
  const shares = new Map<string, number>();
  for (const genres of known)
    for (const genre of genres)
      shares.set(genre, (shares.get(genre) ?? 0) + 1 / (genres.length * known.length));
  return shares;
}
