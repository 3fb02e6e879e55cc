import { errorOf } from '../../domain/errors.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** The most columns that a 16-bit id tells apart. */
const SEGMENT_WIDTH = 65_536;

/** Observed pairs of rows and columns, in any order, the same each time they are visited. */
export interface Pairs {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly pairCount: number;
  /** Whether each pair has a weight of its own; else all have the same. */
  readonly weighted: boolean;
  /** Visits every pair once. @param visit weight: w ≥ 0, of no meaning where none has its own */
  each(visit: (row: number, column: number, weight: number) => void): void;
}

/** Pairs in arrays that run parallel. */
export interface PairArrays {
  readonly rows: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  /** `null` where all have the same weight. */
  readonly weights: ArrayLike<number> | null;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** The pairs of arrays. @throws InvariantError `SHAPE_MISMATCH` when they differ in length */
export function pairsOfArrays(arrays: PairArrays): Pairs {
  const { rows, columns, weights, rowCount, columnCount } = arrays;
  requireParallel(arrays);
  return {
    rowCount,
    columnCount,
    pairCount: rows.length,
    weighted: weights !== null,
    each: (visit) => {
      for (let k = 0; k < rows.length; k++) visit(rows[k]!, columns[k]!, weights?.[k] ?? 1);
    },
  };
}

/**
 * A sparse matrix in kernel memory, as `kernels/half-step/observations.ts` lays it out: rows of
 * 16-bit column ids in segments of at most 65,536 columns, two bytes a pair.
 */
export interface Observations {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly segments: number;
  readonly segmentWidth: number;
  /** Length rowCount·segments + 1. */
  readonly offsets: Uint32Array;
  readonly ids: Uint16Array;
  readonly weights: Float32Array | null;
}

/**
 * Lays pairs out by row; those of a row keep their order within a segment. Pairs that occur twice
 * stay twice. `transposeObservations` of the result has ascending ids. The pairs are visited twice.
 *
 * Cost: O(pairs + rowCount·segments) time; 2 bytes a pair (6 with weights).
 * @throws InvariantError `SHAPE_MISMATCH` when an index is out of range; UnavailableError
 *         `KERNEL_MEMORY_FULL`
 */
export function placeObservations(memory: KernelMemory, pairs: Pairs): Observations {
  const { rowCount, columnCount, pairCount, weighted } = pairs;
  const placed = reserve(memory, { rowCount, columnCount }, pairCount, weighted);
  const next = startFilling(placed, (visit) => {
    pairs.each((row, column) => {
      requireIndex('rows', row, rowCount);
      requireIndex('columns', column, columnCount);
      visit(row, column);
    });
  });
  const { segments, ids, weights } = placed;
  pairs.each((row, column, weight) => {
    const at = next[row * segments + Math.floor(column / SEGMENT_WIDTH)]!++;
    ids[at] = column % SEGMENT_WIDTH;
    if (weights !== null) weights[at] = weight;
  });
  return placed;
}

/** The same matrix by columns; ids ascend within every row of the result. */
export function transposeObservations(memory: KernelMemory, given: Observations): Observations {
  const shape = { rowCount: given.columnCount, columnCount: given.rowCount };
  const placed = reserve(memory, shape, given.ids.length, given.weights !== null);
  fillTransposed(given, placed);
  return placed;
}

/** Writes the transpose of `given` over `placed`, which has its shape: sorts the ids of every row. */
export function fillTransposed(given: Observations, placed: Observations): void {
  const next = startFilling(placed, (visit) => {
    eachPair(given, (row, column) => visit(column, row));
  });
  eachPair(given, (row, column, k) => {
    const at = next[column * placed.segments + Math.floor(row / SEGMENT_WIDTH)]!++;
    placed.ids[at] = row % SEGMENT_WIDTH;
    if (placed.weights !== null) placed.weights[at] = given.weights![k]!;
  });
}

/** How many pairs a row has. */
export const countOf = ({ offsets, segments }: Observations, row: number): number =>
  offsets[(row + 1) * segments]! - offsets[row * segments]!;

/** Visits all pairs, rows ascending. */
function eachPair(
  { rowCount, segments, segmentWidth, offsets, ids }: Observations,
  visit: (row: number, column: number, at: number) => void,
): void {
  for (let row = 0; row < rowCount; row++)
    for (let s = 0; s < segments; s++) {
      const from = row * segments + s;
      for (let k = offsets[from]!; k < offsets[from + 1]!; k++)
        visit(row, s * segmentWidth + ids[k]!, k);
    }
}

function reserve(
  memory: KernelMemory,
  { rowCount, columnCount }: { readonly rowCount: number; readonly columnCount: number },
  pairCount: number,
  weighted: boolean,
): Observations {
  const segments = Math.max(1, Math.ceil(columnCount / SEGMENT_WIDTH));
  return {
    rowCount,
    columnCount,
    segments,
    segmentWidth: SEGMENT_WIDTH,
    offsets: memory.u32(rowCount * segments + 1),
    ids: memory.u16(pairCount),
    weights: weighted ? memory.f32(pairCount) : null,
  };
}

/** Counts the pairs into `offsets`. @returns where the next pair of each segment goes */
function startFilling(
  { offsets, segments }: Observations,
  count: (visit: (row: number, column: number) => void) => void,
): Uint32Array {
  offsets.fill(0);
  count((row, column) => {
    offsets[row * segments + Math.floor(column / SEGMENT_WIDTH) + 1]!++;
  });
  for (let at = 1; at < offsets.length; at++) offsets[at]! += offsets[at - 1]!;
  return Uint32Array.from(offsets);
}

function requireParallel({ rows, columns, weights }: PairArrays): void {
  if (rows.length === columns.length && (weights === null || weights.length === rows.length))
    return;
  throw errorOf('SHAPE_MISMATCH', {
    what: 'observed pairs',
    found: `${rows.length} rows, ${columns.length} columns, ${weights?.length ?? 'no'} weights`,
    expected: 'as many of each, or no weights',
  });
}

function requireIndex(what: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw errorOf('SHAPE_MISMATCH', {
    what: `the ${what} of observed pairs`,
    found: `index ${index}`,
    expected: `0..${count - 1}`,
  });
}
