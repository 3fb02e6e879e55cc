import type { Tensor } from '../../store/index.ts';

/**
 * Weights as tensors: `item_weights` in float32, or in 8 bits with one scale a row in
 * `item_weight_scales`: weight ≈ scale·code, off by at most half a scale, scale the row's largest
 * weight / 127.
 *
 * @param weights size × size, row-major
 */
export function encodeWeights(
  weights: Float32Array,
  size: number,
  kind: 'int8' | 'float32',
): Record<string, Tensor> {
  if (kind === 'float32') return { item_weights: { shape: [size, size], data: weights } };
  const codes = new Int8Array(size * size);
  const scales = new Float32Array(size);
  for (let row = 0; row < size; row++) {
    let largest = 0;
    for (let at = row * size; at < (row + 1) * size; at++)
      largest = Math.max(largest, Math.abs(weights[at]!));
    scales[row] = largest / 127;
    if (scales[row] === 0) continue;
    for (let at = row * size; at < (row + 1) * size; at++)
      codes[at] = Math.max(-127, Math.min(127, Math.round(weights[at]! / scales[row]!)));
  }
  return {
    item_weights: { shape: [size, size], data: codes },
    item_weight_scales: { shape: [size], data: scales },
  };
}
