import { Matrix, tileAt, tileBytes } from './matrix';
import { choleskyTile, multiplyTransposed, solveTransposed } from './tile';

/**
 * The steps that turn a symmetric positive definite matrix into its inverse in its own tiles. The
 * caller runs them in order for k = 0, 1, …; tasks of one step are independent of each other.
 *
 *     A = L·Lᵀ      updateColumn, factorDiagonal, solveColumn       L(k…, k)
 *     M = L⁻¹       copyRow, invertRow                              M(k, …k)
 *     A⁻¹ = Mᵀ·M    multiplyRow, finishRow                          A⁻¹(k, …k)
 *
 * Tiles of M are kept transposed; all products are then of the form A·Bᵀ.
 */
@unmanaged
export class Invert {
  matrix: Matrix;
  /** The row or column of tiles in turn. */
  k: i32;
  /** Room for one row of tiles, and for one tile more. */
  row: usize;
}

/** Task t: A(i, k) −= Σ_{j<k} L(i, j)·L(k, j)ᵀ for i = k + t. */
export function updateColumn(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const m = v.matrix;
  const target = tileAt(m, v.k + task, v.k);
  for (let j = 0; j < v.k; j++)
    multiplyTransposed(target, tileAt(m, v.k + task, j), tileAt(m, v.k, j), m.tileSize, -1);
  return 0;
}

/** The only task: A(k, k) = L(k, k)·L(k, k)ᵀ. @returns 0, or 1 + the row whose pivot is not above 0 */
export function factorDiagonal(parameters: usize, _task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const failed = choleskyTile(tileAt(v.matrix, v.k, v.k), v.matrix.tileSize);
  return failed < 0 ? 0 : 1 + v.k * v.matrix.tileSize + failed;
}

/** Task t: L(i, k) = A(i, k)·L(k, k)⁻ᵀ for i = k + 1 + t. */
export function solveColumn(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const m = v.matrix;
  solveTransposed(tileAt(m, v.k + 1 + task, v.k), tileAt(m, v.k, v.k), m.tileSize);
  return 0;
}

/** Task t: tile (k, t) goes aside, its place becomes free. */
export function copyRow(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const bytes = tileBytes(v.matrix);
  memory.copy(v.row + <usize>task * bytes, tileAt(v.matrix, v.k, task), bytes);
  return 0;
}

/**
 * Task t: M(k, t)ᵀ = −(Σ_{t≤i<k} M(i, t)ᵀ·L(k, i)ᵀ)·L(k, k)⁻ᵀ, where t = k gives L(k, k)⁻ᵀ. L's row
 * k is read from where `copyRow` put it.
 */
export function invertRow(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const m = v.matrix;
  const bytes = tileBytes(m);
  const target = tileAt(m, v.k, task);
  memory.fill(target, 0, bytes);
  if (task == v.k) setUnit(target, m.tileSize);
  for (let i = task; i < v.k; i++)
    multiplyTransposed(target, tileAt(m, i, task), v.row + <usize>i * bytes, m.tileSize, -1);
  solveTransposed(target, v.row + <usize>v.k * bytes, m.tileSize);
  return 0;
}

/**
 * Task t: A⁻¹(k, t) = Σ_{i≥k} M(i, k)ᵀ·M(i, t), gathered aside because M(k, k) is still needed by
 * the others.
 */
export function multiplyRow(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const m = v.matrix;
  const bytes = tileBytes(m);
  const target = v.row + <usize>task * bytes;
  memory.fill(target, 0, bytes);
  for (let i = v.k; i < m.tileRows; i++)
    multiplyTransposed(target, tileAt(m, i, v.k), tileAt(m, i, task), m.tileSize, 1);
  return 0;
}

/** Task t: the gathered tile goes to (k, t). */
export function finishRow(parameters: usize, task: i32, _scratch: usize): i32 {
  const v = changetype<Invert>(parameters);
  const bytes = tileBytes(v.matrix);
  memory.copy(tileAt(v.matrix, v.k, task), v.row + <usize>task * bytes, bytes);
  return 0;
}

function setUnit(tile: usize, size: i32): void {
  for (let r = 0; r < size; r++) {
    const at = ((<usize>(r >> 3) * <usize>size + <usize>r) << 5) + ((<usize>(r & 7)) << 2);
    store<f32>(tile + at, 1);
  }
}
