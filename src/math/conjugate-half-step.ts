import { choleskyFactor, choleskySolve } from './cholesky.ts';
import type { Csr } from './csr.ts';
import { addOuterProduct } from './gramian.ts';

/** What the systems of a half step are made of. */
export interface ConjugateSystem {
  /** α > 0. */
  readonly unobservedWeight: number;
  /** w of each observed pair, parallel to the columns. */
  readonly weights: Float64Array;
  /** e: an observed pair is weighed with w and pulled to 1 with w + e. */
  readonly excess: number;
  /** λ > 0 of each row. */
  readonly ridges: Float64Array;
  /** Steps of conjugate gradients, ≥ 1. */
  readonly steps: number;
}

/**
 * Moves the vectors of one side towards the solution of their systems by conjugate gradients from
 * where they stand, preconditioned with what is known of the system without its observations:
 *
 *     (M + Σ w·yyᵀ) x = Σ (w + e)·y        M = α·YᵀY + λ_row·I
 *
 * The clear version of kernels/half-step, in 64-bit floats and in any coordinates: M is factored
 * anew for each row, where the kernel works in the eigenvectors of YᵀY and divides.
 *
 * @param observed rows of this side × columns of the other
 * @param vectors  fixed Y: columnCount × d, gramian YᵀY: d × d, solved X: rowCount × d, overwritten;
 *                 a row without observations becomes 0
 * Cost: O(pairs·d·steps + rowCount·d³).
 * @throws DataError `NOT_POSITIVE_DEFINITE`
 * Source: Hestenes & Stiefel 1952; Saad, Iterative Methods for Sparse Linear Systems, alg. 9.1.
 */
export function conjugateHalfStep(
  observed: Csr,
  vectors: {
    readonly fixed: Float64Array;
    readonly gramian: Float64Array;
    readonly solved: Float64Array;
  },
  system: ConjugateSystem,
): void {
  const d = Math.sqrt(vectors.gramian.length);
  for (let row = 0; row < observed.rowCount; row++) {
    const x = vectors.solved.subarray(row * d, row * d + d);
    if (observed.offsets[row] === observed.offsets[row + 1]) {
      x.fill(0);
      continue;
    }
    const { matrix, preconditioner, target } = systemOf(observed, row, vectors, system);
    solveByGradients(x, { matrix, preconditioner, target, steps: system.steps });
  }
}

interface RowSystem {
  /** Whole, symmetric. */
  readonly matrix: Float64Array;
  /** Cholesky factor of M. */
  readonly preconditioner: Float64Array;
  readonly target: Float64Array;
}

function systemOf(
  { offsets, columns }: Csr,
  row: number,
  { fixed, gramian }: { readonly fixed: Float64Array; readonly gramian: Float64Array },
  { unobservedWeight, weights, excess, ridges }: ConjugateSystem,
): RowSystem {
  const d = Math.sqrt(gramian.length);
  const matrix = gramian.map((value) => unobservedWeight * value);
  for (let i = 0; i < d; i++) matrix[i * d + i]! += ridges[row]!;
  const preconditioner = matrix.slice();
  choleskyFactor(preconditioner, d);
  const target = new Float64Array(d);
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
    const at = columns[k]! * d;
    addOuterProduct(fixed, at, { size: d, weight: weights[k]! }, matrix);
    for (let f = 0; f < d; f++) target[f]! += (weights[k]! + excess) * fixed[at + f]!;
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) matrix[j * d + i] = matrix[i * d + j]!;
  return { matrix, preconditioner, target };
}

function solveByGradients(
  x: Float64Array,
  { matrix, preconditioner, target, steps }: RowSystem & { readonly steps: number },
): void {
  const d = x.length;
  const residual = target.map((value, f) => value - dot(matrix.subarray(f * d, f * d + d), x));
  const preconditioned = residual.slice();
  choleskySolve(preconditioner, d, preconditioned);
  const direction = preconditioned.slice();
  let size = dot(residual, preconditioned);
  for (let step = 1; step <= steps && size > 0; step++) {
    const image = direction.map((_, f) => dot(matrix.subarray(f * d, f * d + d), direction));
    const length = size / dot(direction, image);
    for (let f = 0; f < d; f++) {
      x[f]! += length * direction[f]!;
      residual[f]! -= length * image[f]!;
    }
    preconditioned.set(residual);
    choleskySolve(preconditioner, d, preconditioned);
    const next = dot(residual, preconditioned);
    for (let f = 0; f < d; f++) direction[f] = preconditioned[f]! + (next / size) * direction[f]!;
    size = next;
  }
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, k) => sum + value * b[k]!, 0);
