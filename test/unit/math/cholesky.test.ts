import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertPositiveDefinite } from '../../../src/math/cholesky-inverse.ts';
import { choleskyFactor, choleskySolve } from '../../../src/math/cholesky.ts';
import { addOuterProduct, addOuterProducts, gramianInto } from '../../../src/math/gramian.ts';
import { seededRng } from '../../../src/math/rng.ts';

/** YᵀY + I for a random Y: symmetric, eigenvalues ≥ 1. */
function positiveDefinite(size: number, seed: number): Float64Array {
  const rng = seededRng(seed);
  const rows = Float64Array.from({ length: 2 * size * size }, () => rng.normal());
  const matrix = new Float64Array(size * size);
  gramianInto(rows, { rowCount: 2 * size, columnCount: size }, matrix);
  for (let i = 0; i < size; i++) matrix[i * size + i]! += 1;
  return matrix;
}

const product = (a: Float64Array, b: Float64Array, size: number): Float64Array =>
  Float64Array.from({ length: b.length }, (_, at) => {
    const columns = b.length / size;
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a[row * size + k]! * b[k * columns + column]!;
    return sum;
  });

describe('choleskyFactor', () => {
  it('gives the factor of a matrix whose factor is known, and leaves the upper triangle alone', () => {
    // L = [2 0; 1 3] gives L·Lᵀ = [4 2; 2 10].
    const matrix = Float64Array.from([4, 99, 2, 10]);
    choleskyFactor(matrix, 2);
    expect([...matrix]).toEqual([2, 99, 1, 3]);
  });

  it('refuses a matrix that is not positive definite, naming the row', () => {
    // The second pivot of [1 2; 2 1] is 1 − 2² = −3.
    expect(() => choleskyFactor(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(
      expect.objectContaining({
        code: 'NOT_POSITIVE_DEFINITE',
        details: { row: 1, pivot: -3 },
      }) as Error,
    );
    expect(() => choleskyFactor(Float64Array.from([NaN]), 1)).toThrow('found pivot NaN');
  });
});

describe('choleskySolve', () => {
  it('solves a system worked out by hand', () => {
    // [4 2; 2 10] x = [8; 22]: x = [1; 2] since 4+4 = 8 and 2+20 = 22.
    const vector = Float64Array.from([8, 22]);
    choleskySolve(Float64Array.from([2, 0, 1, 3]), 2, vector);
    expect([...vector]).toEqual([1, 2]);
  });

  it('undoes the product with the matrix, for every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), (size, seed) => {
        const matrix = positiveDefinite(size, seed);
        const rng = seededRng(seed, 'x');
        const x = Float64Array.from({ length: size }, () => rng.normal());
        const vector = product(matrix, x, size);
        choleskyFactor(matrix, size);
        choleskySolve(matrix, size, vector);
        for (let i = 0; i < size; i++) expect(vector[i]).toBeCloseTo(x[i]!, 9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('invertPositiveDefinite', () => {
  it('inverts a matrix worked out by hand, reading its lower triangle only', () => {
    // [2 1; 1 1] has determinant 1 and inverse [1 −1; −1 2].
    const matrix = Float64Array.from([2, 77, 1, 1]);
    invertPositiveDefinite(matrix, 2);
    [1, -1, -1, 2].forEach((value, at) => expect(matrix[at]).toBeCloseTo(value, 12));
  });

  it('gives the identity when multiplied by the matrix, and is symmetric', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(), (size, seed) => {
        const inverse = positiveDefinite(size, seed);
        invertPositiveDefinite(inverse, size);
        const identity = product(positiveDefinite(size, seed), inverse, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            expect(identity[i * size + j]).toBeCloseTo(i === j ? 1 : 0, 9);
            expect(inverse[i * size + j]).toBe(inverse[j * size + i]);
          }
      }),
      { numRuns: 30 },
    );
  });
});

describe('gramianInto', () => {
  it('multiplies the columns with one another', () => {
    // Y = [1 2; 3 4]: columns (1,3) and (2,4): 1+9 = 10, 2+12 = 14, 4+16 = 20.
    const gramian = new Float64Array(4).fill(5);
    gramianInto(Float64Array.from([1, 2, 3, 4]), { rowCount: 2, columnCount: 2 }, gramian);
    expect([...gramian]).toEqual([10, 14, 14, 20]);
  });

  it('gives zeros for no rows', () => {
    const gramian = new Float64Array(4).fill(5);
    gramianInto(new Float64Array(0), { rowCount: 0, columnCount: 2 }, gramian);
    expect([...gramian]).toEqual([0, 0, 0, 0]);
  });
});

describe('addOuterProducts', () => {
  it('adds what one row after the other adds, for any number of rows', () => {
    const size = 5;
    const rng = seededRng(1);
    const vectors = Float64Array.from({ length: 12 * size }, () => rng.normal());
    for (let to = 0; to <= 11; to++) {
      const rows = Uint32Array.from({ length: 11 }, () => rng.integer(12));
      const [together, apart] = [new Float64Array(size * size), new Float64Array(size * size)];
      addOuterProducts(vectors, rows, { from: Math.min(1, to), to, size }, together);
      for (let k = 1; k < to; k++)
        addOuterProduct(vectors, rows[k]! * size, { size, weight: 1 }, apart);
      for (let at = 0; at < size * size; at++) expect(together[at]).toBeCloseTo(apart[at]!, 12);
    }
  });
});
