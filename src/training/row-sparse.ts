import { errorOf } from '../domain/errors.ts';
import { topK } from '../math/top-k.ts';
import type { Tensor } from '../store/index.ts';

/** A square matrix over items that keeps few numbers a row: row i says what item i adds to others. */
export interface RowSparse {
  /** n + 1 places, ascending from 0: row i is at offsets[i] … offsets[i + 1]. */
  readonly offsets: Uint32Array;
  /** Columns, ascending within a row. */
  readonly items: Uint32Array;
  /** Parallel to `items`. */
  readonly weights: Float32Array;
}

/**
 * Collects a matrix row by row, keeping the `most` largest positive numbers of each; of equal ones
 * the lower column.
 *
 * @param rowOf row i as a whole, length size; may be scratch that the next call overwrites
 * Cost: O(size²) time in the worst case, O(kept) memory.
 */
export function keepLargest(
  size: number,
  most: number,
  rowOf: (item: number) => Float64Array,
): RowSparse {
  const offsets = new Uint32Array(size + 1);
  const items: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < size; i++) {
    const row = rowOf(i);
    const kept = topK(row, most).filter((j) => row[j]! > 0);
    for (const j of kept.sort()) {
      items.push(j);
      weights.push(row[j]!);
    }
    offsets[i + 1] = items.length;
  }
  return { offsets, items: Uint32Array.from(items), weights: Float32Array.from(weights) };
}

/** The tensors of a matrix: `<name>_offsets`, `<name>_items` (U32), `<name>_weights` (F32). */
export const rowSparseTensors = (name: string, matrix: RowSparse): Record<string, Tensor> => ({
  [`${name}_offsets`]: { shape: [matrix.offsets.length], data: matrix.offsets },
  [`${name}_items`]: { shape: [matrix.items.length], data: matrix.items },
  [`${name}_weights`]: { shape: [matrix.weights.length], data: matrix.weights },
});

/**
 * Reads a matrix back, trusting nothing.
 *
 * @throws DataError `ARTIFACT_CORRUPT` when a tensor is missing, of another type or length, or a
 *         number lies outside its range
 */
export function requireRowSparse(
  { tensors }: { readonly tensors: Readonly<Record<string, Tensor>> },
  name: string,
  size: number,
): RowSparse {
  const [offsets, items, weights] = ['offsets', 'items', 'weights'].map(
    (part) => tensors[`${name}_${part}`]?.data,
  );
  const sound =
    offsets instanceof Uint32Array &&
    items instanceof Uint32Array &&
    weights instanceof Float32Array &&
    offsets.length === size + 1 &&
    offsets[0] === 0 &&
    offsets[size] === items.length &&
    items.length === weights.length &&
    offsets.every((at, i) => i === 0 || at >= offsets[i - 1]!) &&
    items.every((item) => item < size) &&
    weights.every(Number.isFinite);
  if (sound) return { offsets, items, weights };
  throw errorOf('ARTIFACT_CORRUPT', {
    kind: 'model',
    id: name,
    found: 'tensors that are missing, misshapen or out of range',
    expected: `offsets U32 [${size + 1}] ascending from 0, items U32 below ${size} and weights F32, all finite, parallel`,
  });
}
