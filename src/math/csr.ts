import { errorOf } from '../domain/errors.ts';

/**
 * Compressed sparse rows: row r holds `columns[offsets[r] … offsets[r+1])`, in the order in which
 * they were given. Values run parallel to `columns` in arrays of the owner's.
 */
export interface Csr {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Length rowCount + 1, ascending, starts with 0. */
  readonly offsets: Uint32Array;
  /** 0 ≤ column < columnCount. */
  readonly columns: Uint32Array;
}

/** A matrix built from pairs, and where each pair went. */
export interface BuiltCsr extends Csr {
  /** `source[k]` is the pair that became entry k, to carry values over. */
  readonly source: Uint32Array;
}

/**
 * Groups (row, column) pairs by row with a counting sort; pairs of one row keep their order.
 * Pairs that occur twice stay twice.
 *
 * Cost: O(pairs + rowCount) time and memory.
 * @throws InvariantError `SHAPE_MISMATCH` when the arrays differ in length or an index is out of range.
 */
export function buildCsr(
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  { rowCount, columnCount }: { readonly rowCount: number; readonly columnCount: number },
): BuiltCsr {
  requireIndexes('CSR rows', rows, rowCount);
  requireIndexes('CSR columns', columns, columnCount);
  if (rows.length !== columns.length)
    throw errorOf('SHAPE_MISMATCH', {
      what: 'CSR pairs',
      found: `${rows.length} rows, ${columns.length} columns`,
      expected: 'as many rows as columns',
    });
  const offsets = new Uint32Array(rowCount + 1);
  for (let k = 0; k < rows.length; k++) offsets[rows[k]! + 1]!++;
  for (let r = 0; r < rowCount; r++) offsets[r + 1]! += offsets[r]!;
  const next = offsets.slice(0, rowCount);
  const sorted = new Uint32Array(rows.length);
  const source = new Uint32Array(rows.length);
  for (let k = 0; k < rows.length; k++) {
    const at = next[rows[k]!]!++;
    sorted[at] = columns[k]!;
    source[at] = k;
  }
  return { rowCount, columnCount, offsets, columns: sorted, source };
}

function requireIndexes(what: string, indexes: ArrayLike<number>, count: number): void {
  for (let k = 0; k < indexes.length; k++) {
    const index = indexes[k]!;
    if (!Number.isInteger(index) || index < 0 || index >= count)
      throw errorOf('SHAPE_MISMATCH', {
        what,
        found: `index ${index}`,
        expected: `0..${count - 1}`,
      });
  }
}
