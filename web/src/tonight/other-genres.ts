/**
 * The genres that are rare in a list, to find something different by: those of all that are known
 * without the most frequent ones of the list, the rarest first.
 *
 * @param picked genres of each title of the list, the best first
 * @param known genres that the catalogue is known to have
 * @param usual how many of the list's genres count as usual
 */
export function otherGenres(
  picked: readonly (readonly string[])[],
  known: readonly string[],
  usual = 4,
): readonly string[] {
  const times = new Map<string, number>();
  for (const genre of picked.flat()) times.set(genre, (times.get(genre) ?? 0) + 1);
  const frequent = new Set(
    [...times]
      .toSorted(([a, timesA], [b, timesB]) => timesB - timesA || a.localeCompare(b))
      .slice(0, usual)
      .map(([genre]) => genre),
  );
  return [...new Set(known)]
    .filter((genre) => !frequent.has(genre))
    .toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0) || a.localeCompare(b));
}
