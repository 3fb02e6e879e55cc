import { errorOf } from '../domain/errors.ts';

/**
 * Factors a symmetric positive definite matrix in place: A = L·Lᵀ with L lower triangular.
 *
 * @param matrix A: size × size, row-major. Only the lower triangle is read, and overwritten with
 *               L; the strict upper triangle is neither read nor written.
 * Cost: size³/6 multiply-adds, no allocation.
 * @throws DataError `NOT_POSITIVE_DEFINITE`, with the first row whose pivot is not above 0 (or is
 *         NaN); the matrix is then half overwritten.
 * Source: Golub & Van Loan, Matrix Computations, algorithm 4.2.1 by rows.
 */
export function choleskyFactor(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) {
      const other = j * size;
      matrix[row + j] = (matrix[row + j]! - dot(matrix, row, other, j)) / matrix[other + j]!;
    }
    const pivot = matrix[row + i]! - dot(matrix, row, row, i);
    if (!(pivot > 0)) throw errorOf('NOT_POSITIVE_DEFINITE', { row: i, pivot });
    matrix[row + i] = Math.sqrt(pivot);
  }
}

/**
 * Solves L·Lᵀ·x = b in place.
 *
 * @param factor L as `choleskyFactor` leaves it, only read
 * @param vector b: length size, overwritten with x
 * Cost: size² multiply-adds, no allocation.
 */
export function choleskySolve(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    let sum = vector[i]!;
    for (let j = 0; j < i; j++) sum -= factor[row + j]! * vector[j]!;
    vector[i] = sum / factor[row + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const solved = vector[i]! / factor[row + i]!;
    vector[i] = solved;
    for (let j = 0; j < i; j++) vector[j]! -= factor[row + j]! * solved;
  }
}

/** Inner product of `count` numbers at `a` and at `b`; four sums at once hide the add's latency. */
function dot(values: Float64Array, a: number, b: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const blocked = count - (count % 4);
  for (let k = 0; k < blocked; k += 4) {
    s0 += values[a + k]! * values[b + k]!;
    s1 += values[a + k + 1]! * values[b + k + 1]!;
    s2 += values[a + k + 2]! * values[b + k + 2]!;
    s3 += values[a + k + 3]! * values[b + k + 3]!;
  }
  for (let k = blocked; k < count; k++) s0 += values[a + k]! * values[b + k]!;
  return s0 + s1 + (s2 + s3);
}
