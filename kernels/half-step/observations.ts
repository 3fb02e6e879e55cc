/**
 * Which pairs were observed: compressed sparse rows with 16-bit ids. Columns come in segments of
 * at most 65,536; row r's ids within segment s are `ids[offsets[r·segments + s] … next)`, ascending,
 * each relative to the segment's first column.
 */
@unmanaged
export class Observations {
  rowCount: i32;
  segments: i32;
  /** Columns of a segment. */
  segmentWidth: i32;
  offsets: usize;
  ids: usize;
  /** One w ≥ 0 an id, parallel to `ids`; 0 where all have the same. */
  weights: usize;
  /** w of all, where `weights` is 0. */
  weight: f32;
  /** e: an observed pair pulls towards 1 with w + e and is weighed with w. */
  excess: f32;
}
