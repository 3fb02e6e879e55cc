import { errorOf } from '../../domain/errors.ts';
import type { Tensor } from '../../store/index.ts';

/** How weights are kept. */
export type WeightKind = 'int8' | 'float32';

/** The most bytes that weights in float32 may take: beside them training holds half as much. */
const MOST_FLOAT32_BYTES = 2 ** 31;

/**
 * @throws InputError `CATALOGUE_TOO_LARGE` above `maxItems`, `WEIGHTS_TOO_LARGE` when the weights
 *         would take more than 2 GiB in float32
 */
export function requireCatalogueFits(
  family: string,
  size: number,
  { maxItems, weights }: { readonly maxItems: number; readonly weights: WeightKind },
): void {
  if (size > maxItems)
    throw errorOf('CATALOGUE_TOO_LARGE', { family, found: size, expected: maxItems });
  const bytes = 4 * size ** 2;
  if (weights === 'float32' && bytes > MOST_FLOAT32_BYTES)
    throw errorOf('WEIGHTS_TOO_LARGE', { family, items: size, found: bytes });
}

/**
 * Weights as tensors: `item_weights` in float32, or in 8 bits with one scale a row in
 * `item_weight_scales`: weight ≈ scale·code, off by at most half a scale, scale the row's largest
 * weight / 127.
 *
 * @param eachRow visits the rows of the size × size weights, once and in order
 * Memory: what is kept, the rows are not.
 */
export function encodeWeights(
  eachRow: (visit: (weights: Float32Array, row: number) => void) => void,
  size: number,
  kind: WeightKind,
): Record<string, Tensor> {
  const shape = [size, size];
  if (kind === 'float32') {
    const data = new Float32Array(size * size);
    eachRow((weights, row) => data.set(weights, row * size));
    return { item_weights: { shape, data } };
  }
  const codes = new Int8Array(size * size);
  const scales = new Float32Array(size);
  eachRow((weights, row) => {
    scales[row] = encodeRow(weights, codes.subarray(row * size, (row + 1) * size));
  });
  return {
    item_weights: { shape, data: codes },
    item_weight_scales: { shape: [size], data: scales },
  };
}

/** Writes a row's codes. @returns its scale, 0 where all weights are 0 */
function encodeRow(weights: Float32Array, codes: Int8Array): number {
  let largest = 0;
  for (let at = 0; at < weights.length; at++) largest = Math.max(largest, Math.abs(weights[at]!));
  const scale = Math.fround(largest / 127);
  if (scale === 0) return 0;
  for (let at = 0; at < weights.length; at++)
    codes[at] = Math.max(-127, Math.min(127, Math.round(weights[at]! / scale)));
  return scale;
}
