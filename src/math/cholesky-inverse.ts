import { choleskyFactor } from './cholesky.ts';

/**
 * Inverts a symmetric positive definite matrix in place, by its Cholesky factor:
 *
 *     A = L·Lᵀ,   M = L⁻¹ (lower triangular),   A⁻¹ = Mᵀ·M
 *
 * @param matrix size × size, row-major; only the lower triangle of A is read, all of A⁻¹ is written
 * Cost: size³/2 multiply-adds, O(size) scratch.
 * @throws DataError `NOT_POSITIVE_DEFINITE`; the matrix is then half overwritten
 */
export function invertPositiveDefinite(matrix: Float64Array, size: number): void {
  choleskyFactor(matrix, size);
  invertLower(matrix, size);
  multiplyByTranspose(matrix, size);
}

/**
 * L becomes M = L⁻¹ in place, row by row: row i of M is −(Σⱼ₌₀^ᵢ⁻¹ L_ij·row j of M) / L_ii with
 * 1/L_ii on the diagonal, and rows above i are final by then.
 */
function invertLower(matrix: Float64Array, size: number): void {
  const row = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    row.fill(0, 0, i);
    for (let j = 0; j < i; j++)
      addScaled(row, matrix.subarray(j * size, j * size + j + 1), matrix[i * size + j]!);
    const diagonal = 1 / matrix[i * size + i]!;
    for (let k = 0; k < i; k++) matrix[i * size + k] = -row[k]! * diagonal;
    matrix[i * size + i] = diagonal;
  }
}

/**
 * M becomes Mᵀ·M in place. Row i of the result's lower triangle, Σₖ≥ᵢ M_ki·(M_k0 … M_ki), only
 * needs rows i and below, which are still M's while rows are finished from the top.
 */
function multiplyByTranspose(matrix: Float64Array, size: number): void {
  const row = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    row.fill(0, 0, i + 1);
    for (let k = i; k < size; k++)
      addScaled(row, matrix.subarray(k * size, k * size + i + 1), matrix[k * size + i]!);
    matrix.set(row.subarray(0, i + 1), i * size);
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j]!;
}

/** target += scale·source over the source's length. */
function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let k = 0; k < source.length; k++) target[k]! += scale * source[k]!;
}
