import { addOuterProducts } from '../../math/gramian.ts';
import { choleskyFactor, choleskySolve } from '../../math/cholesky.ts';
import type { Csr } from '../../math/csr.ts';

/** The settings of the loss; see `als.ts`. */
export interface AlsLoss {
  /** d ≥ 1. */
  readonly factorCount: number;
  /** α > 0. */
  readonly unobservedWeight: number;
  /** λ > 0. */
  readonly regularization: number;
  /** ν, 0..2. */
  readonly regularizationExponent: number;
}

/** λ for a row: λ·(n + α·m)^ν, n the row's (weighted) observations, m the size of the other side. */
export const rowRegularization = (loss: AlsLoss, observed: number, otherCount: number): number =>
  loss.regularization *
  (observed + loss.unobservedWeight * otherCount) ** loss.regularizationExponent;

/**
 * Recomputes all factors of one side with the other side's held fixed: one half-step of iALS.
 * For each row solves
 *
 *     (Σᵢ yᵢyᵢᵀ + α·G + λ_row·I) x = Σᵢ yᵢ        i over the row's observations, G = YᵀY
 *
 * @param observed rows of this side × columns of the other, only the pattern counts
 * @param fixed    Y: columnCount × d, row-major, only read
 * @param gramian  G: d × d, both triangles, only read
 * @param solved   X: rowCount × d, row-major, overwritten; a row without observations becomes 0
 * Cost: O(observations·d² + rowCount·d³) time; one d × d matrix is allocated a call, none a row.
 * @throws DataError `NOT_POSITIVE_DEFINITE` when λ is too small for the arithmetic
 * Source: Rendle, Krichene, Zhang & Koren, "Revisiting the performance of iALS", RecSys 2022, eq. 5
 * (with the frequency-scaled regularization of its section 3.2).
 */
export function alsHalfStep(
  observed: Csr,
  { fixed, gramian, solved }: { fixed: Float64Array; gramian: Float64Array; solved: Float64Array },
  loss: AlsLoss,
): void {
  const d = loss.factorCount;
  const system = new Float64Array(d * d);
  for (let row = 0; row < observed.rowCount; row++) {
    const from = observed.offsets[row]!;
    const to = observed.offsets[row + 1]!;
    const x = solved.subarray(row * d, row * d + d).fill(0);
    startSystem(system, gramian, { loss, observed: to - from, otherCount: observed.columnCount });
    addOuterProducts(fixed, observed.columns, { from, to, size: d }, system);
    for (let k = from; k < to; k++) {
      const y = observed.columns[k]! * d;
      for (let f = 0; f < d; f++) x[f]! += fixed[y + f]!;
    }
    choleskyFactor(system, d);
    choleskySolve(system, d, x);
  }
}

/** Writes α·G + λ_row·I over the lower triangle of a row's system. */
export function startSystem(
  system: Float64Array,
  gramian: Float64Array,
  row: { readonly loss: AlsLoss; readonly observed: number; readonly otherCount: number },
): void {
  const { factorCount: d, unobservedWeight } = row.loss;
  const ridge = rowRegularization(row.loss, row.observed, row.otherCount);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) system[i * d + j] = unobservedWeight * gramian[i * d + j]!;
    system[i * d + i]! += ridge;
  }
}
