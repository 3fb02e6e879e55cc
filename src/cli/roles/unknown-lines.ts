/** What a segment's manifest says of its lines. */
export interface TimedLines {
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
  readonly ledger: { readonly read: number };
}

/**
 * Lines of the lake that no model knows. A segment that ends before the instant adds nothing, one
 * that begins after it all its lines, one that lies across it the part of its time that comes after,
 * as if its lines were spread evenly: good to a part of one segment.
 *
 * @param trainedToMs `null`: no model knows anything
 */
export function unknownLines(segments: readonly TimedLines[], trainedToMs: number | null): number {
  const lines = segments.reduce((sum, { minTimeMs, maxTimeMs, ledger }) => {
    if (minTimeMs === null || maxTimeMs === null) return sum;
    if (trainedToMs === null || minTimeMs >= trainedToMs) return sum + ledger.read;
    const part = (maxTimeMs - trainedToMs) / Math.max(1, maxTimeMs - minTimeMs);
    return sum + ledger.read * Math.max(0, part);
  }, 0);
  return Math.floor(lines);
}
