/** Offsets `from` (included) to `to` (excluded). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Offsets of a full range. */
export const SEGMENT_LINES = 1_000_000;

/**
 * Sizes of the ranges that lines may be committed in, largest first: full segments, and tenths and
 * hundredths of them where those are whole. The smallest is the leaf.
 */
export function levelsOf(segmentLines: number): readonly number[] {
  return [1, 10, 100]
    .filter((part) => segmentLines % part === 0)
    .map((part) => segmentLines / part);
}

/** Offsets of the smallest ranges of full segments. */
export const LEAF_LINES = levelsOf(SEGMENT_LINES).at(-1)!;

/**
 * Cuts the lines read so far into ranges, each as large as it can be: aligned blocks of the
 * levels, and a rest below the smallest. The cut depends on `from` and `to` alone, so it comes out
 * the same however the lines arrived; and while lines trickle in, only the small last range is
 * written again and again: a line is written at most once per level besides.
 *
 * @param from first offset there is; need not be aligned
 */
export function coverOf({ from, to }: Range, levels: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (let at = from; at < to;) {
    const end = levels
      .map((level) => Math.floor(at / level) * level + level)
      .find((end) => end <= to);
    ranges.push({ from: at, to: end ?? to });
    at = end ?? to;
  }
  return ranges;
}
