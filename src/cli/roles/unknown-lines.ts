/** What a segment's manifest says of its lines. */
export interface TimedLines {
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
  readonly ledger: { readonly read: number };
}

/**
 * Lines of the lake that no model knows. A segment that ends by the instant adds nothing, one that
 * begins after it all its lines, one that lies across it the part of them that comes after.
 *
 * @param trainedToMs `null`: no model knows anything
 * @param partAfter part of a segment's lines, 0 … 1, that came later than the instant
 */
export async function unknownLines<S extends TimedLines>(
  segments: readonly S[],
  trainedToMs: number | null,
  partAfter: (segment: S, instantMs: number) => Promise<number>,
): Promise<number> {
  let lines = 0;
  for (const segment of segments) {
    const { minTimeMs, maxTimeMs, ledger } = segment;
    if (minTimeMs === null || maxTimeMs === null) continue;
    if (trainedToMs === null || minTimeMs > trainedToMs) lines += ledger.read;
    else if (maxTimeMs > trainedToMs)
      lines += ledger.read * (await partAfter(segment, trainedToMs));
  }
  return Math.floor(lines);
}
