import { errorOf } from '../../domain/errors.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { strideOf } from './vectors.ts';

/** Rounds a number that must not become smaller up by more than f32 rounds it down. */
const UP = 1 + 1e-6;

/**
 * Item vectors as `topK` and `scores` read them: by falling norm, each in f32 and in 8 bits.
 * Rows are filled up to a multiple of 4 with zeros that `excluded` marks.
 */
export interface EncodedItems {
  readonly itemCount: number;
  readonly stride: number;
  /** A multiple of 4. */
  readonly paddedCount: number;
  /** Item of each row, row of each item. */
  readonly items: Uint32Array;
  readonly rowOf: Uint32Array;
  /** paddedCount × stride. */
  readonly factors: Float32Array;
  /** paddedCount × stride, y ≈ scale·code. */
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
  /** 64·Σ codes. */
  readonly offsets: Float32Array;
  /** At least |y|; at least |y − scale·code|. */
  readonly norms: Float32Array;
  readonly errors: Float32Array;
  /** 1 a row that must not be chosen. */
  readonly excluded: Uint8Array;
}

/**
 * @param factors itemCount × factorCount, row-major, finite
 * @throws InvariantError `SHAPE_MISMATCH` when the numbers do not fill whole rows
 */
export function placeEncoded(
  memory: KernelMemory,
  factors: Float32Array,
  factorCount: number,
): EncodedItems {
  const itemCount = factors.length / factorCount;
  if (!Number.isInteger(itemCount) || factorCount > 512)
    throw errorOf('SHAPE_MISMATCH', {
      what: 'item factors',
      found: `${factors.length} numbers`,
      expected: `whole rows of ${factorCount}, at most 512`,
    });
  const norms = Float64Array.from({ length: itemCount }, (_, item) =>
    normOf(factors.subarray(item * factorCount, (item + 1) * factorCount)),
  );
  const encoded = reserve(memory, itemCount, strideOf(factorCount));
  encoded.items.set(Uint32Array.from(norms.keys()).sort((a, b) => norms[b]! - norms[a]! || a - b));
  for (let row = 0; row < itemCount; row++) {
    const item = encoded.items[row]!;
    encoded.rowOf[item] = row;
    encodeRow(encoded, row, factors.subarray(item * factorCount, (item + 1) * factorCount));
  }
  encoded.excluded.fill(1, itemCount);
  return encoded;
}

function reserve(memory: KernelMemory, itemCount: number, stride: number): EncodedItems {
  const paddedCount = 4 * Math.ceil(itemCount / 4);
  return {
    itemCount,
    stride,
    paddedCount,
    items: memory.u32(paddedCount),
    rowOf: new Uint32Array(itemCount),
    factors: memory.f32(paddedCount * stride),
    codes: memory.u8(paddedCount * stride),
    scales: memory.f32(paddedCount),
    offsets: memory.f32(paddedCount),
    norms: memory.f32(paddedCount),
    errors: memory.f32(paddedCount),
    excluded: memory.u8(paddedCount),
  };
}

function encodeRow(encoded: EncodedItems, row: number, vector: Float32Array): void {
  const { stride, factors, codes, scales, offsets, norms, errors } = encoded;
  factors.set(vector, row * stride);
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = Math.fround(largest / 127);
  let [sum, missed] = [0, 0];
  vector.forEach((value, j) => {
    const code = scale > 0 ? Math.max(-127, Math.min(127, Math.round(value / scale))) : 0;
    // Two's complement in an array of bytes.
    codes[row * stride + j] = code;
    sum += code;
    missed += (value - scale * code) ** 2;
  });
  scales[row] = scale;
  offsets[row] = 64 * sum;
  norms[row] = normOf(vector) * UP;
  errors[row] = Math.sqrt(missed) * UP;
}

const normOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
