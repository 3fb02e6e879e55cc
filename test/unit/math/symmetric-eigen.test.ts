import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramianInto } from '../../../src/math/gramian.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { symmetricEigen } from '../../../src/math/symmetric-eigen.ts';

/** A random symmetric matrix of a rank; its largest numbers are about 1. */
function symmetric(size: number, rank: number, seed: number): Float64Array {
  const rng = seededRng(seed, 'symmetric');
  const rows = Float64Array.from({ length: rank * size }, () => rng.normal() / Math.sqrt(size));
  const matrix = new Float64Array(size * size);
  gramianInto(rows, { rowCount: rank, columnCount: size }, matrix);
  return matrix;
}

describe('symmetricEigen', () => {
  it('gives the values and vectors worked out by hand', () => {
    // [2 1; 1 2]: 1 with (1, −1)/√2 and 3 with (1, 1)/√2.
    const { values, vectors } = symmetricEigen(Float64Array.from([2, 1, 1, 2]), 2);
    const order = values[0]! < values[1]! ? [0, 1] : [1, 0];
    expect(values[order[0]!]).toBeCloseTo(1, 14);
    expect(values[order[1]!]).toBeCloseTo(3, 14);
    const [a, b] = vectors.subarray(2 * order[0]!, 2 * order[0]! + 2);
    expect(a! * b!).toBeCloseTo(-1 / 2, 14);
  });

  it('gives orthogonal vectors whose sum Σ value·v·vᵀ is the matrix, for any size and rank', () => {
    const sizes = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(sizes, fc.nat(60), fc.nat(), (size, rank, seed) => {
        const matrix = symmetric(size, rank, seed);
        const { values, vectors } = symmetricEigen(matrix, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j <= i; j++) {
            let [sum, product] = [0, 0];
            for (let k = 0; k < size; k++) {
              sum += values[k]! * vectors[k * size + i]! * vectors[k * size + j]!;
              product += vectors[i * size + k]! * vectors[j * size + k]!;
            }
            expect(Math.abs(sum - matrix[i * size + j]!)).toBeLessThan(1e-12);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('takes what rounding leaves of missing rank for nothing', () => {
    // Rank 1 with numbers far apart: without a floor, squares of leftovers underflow to 0 / 0.
    const size = 64;
    const vector = Float64Array.from({ length: size }, (_, i) => 10 ** -i);
    const matrix = Float64Array.from(
      { length: size * size },
      (_, at) => vector[Math.floor(at / size)]! * vector[at % size]!,
    );
    const { values } = symmetricEigen(matrix, size);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(Math.max(...values)).toBeCloseTo(1 / (1 - 0.01), 12);
  });
});
