import { errorOf } from '../../domain/errors.ts';
import type { EncodedItems } from './encoded-items.ts';
import { writeFields, type KernelMemory } from './kernel-memory.ts';
import type { Kernels } from './kernels.ts';
import { placeInTile } from './tile-layout.ts';
import { gramianHere } from './vectors.ts';

/** A history: items and the weight w > 0 of each. */
export interface WeightedItems {
  readonly items: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/**
 * Prepares solving for the vector of one history, exactly:
 *
 *     (α·YᵀY + Σ w·yyᵀ + ridge·I) x = Σ w·y        over the history's items
 *
 * The returned function overwrites `solution` with x; no items give x = 0. It costs O(items·d² +
 * d³) and throws DataError `NOT_POSITIVE_DEFINITE`, InvariantError `SHAPE_MISMATCH`.
 *
 * @param solution x: stride numbers in kernel memory
 * Twin: src/math/cholesky.ts. Kernel: kernels/fold-in.
 */
export function openFoldIn(
  { kernels, memory }: { readonly kernels: Kernels; readonly memory: KernelMemory },
  items: EncodedItems,
  { unobservedWeight, solution }: { unobservedWeight: number; solution: Float32Array },
): (history: WeightedItems, ridge: number) => void {
  const { stride, itemCount, rowOf, factors } = items;
  const all = { data: factors, rowCount: itemCount, stride };
  const tile = memory.f32(stride * stride);
  const gramian = gramianHere(kernels, memory, all);
  for (let r = 0; r < stride; r++)
    for (let c = 0; c < stride; c++)
      tile[placeInTile(r, c, stride)] = unobservedWeight * gramian[r * stride + c]!;
  const scratch = memory.f32(stride * stride).byteOffset;
  const block = memory.block([tile, factors, stride, 0, 0, 0, 0, solution]);
  let [rows, weights] = [memory.u32(256), memory.f32(256)];
  return (history, ridge) => {
    const count = history.items.length;
    if (history.weights.length !== count)
      throw misfit(`${history.weights.length} weights`, `${count}, one an item`);
    if (count > rows.length) [rows, weights] = [memory.u32(2 * count), memory.f32(2 * count)];
    for (let k = 0; k < count; k++) {
      const row = rowOf[history.items[k]!];
      if (row === undefined) throw misfit(`item ${history.items[k]}`, `0..${itemCount - 1}`);
      rows[k] = row;
      weights[k] = history.weights[k]!;
    }
    writeFields(block, [tile, factors, stride, rows, weights, count, { fraction: ridge }]);
    const failed = kernels.foldIn(block.byteOffset, 0, scratch);
    if (failed !== 0) throw errorOf('NOT_POSITIVE_DEFINITE', { row: failed - 1, pivot: 0 });
  };
}

const misfit = (found: string, expected: string): Error =>
  errorOf('SHAPE_MISMATCH', { what: 'a history to fold in', found, expected });
