import type { Crew } from './crew.ts';

/** A kernel takes vectors of a multiple of this many numbers; what fills up is 0. */
const LANES = 16;

/** Numbers a vector takes in kernel memory. */
export const strideOf = (factorCount: number): number => Math.ceil(factorCount / LANES) * LANES;

/** Rows a task of `gram` and `rotate` at least takes, and the most parts a Gramian is summed from. */
const ROWS_A_TASK = 4096;
const MOST_PARTS = 64;

/** A matrix of vectors in kernel memory, row-major, rows of `stride` numbers. */
export interface Vectors {
  readonly data: Float32Array;
  readonly rowCount: number;
  readonly stride: number;
}

/**
 * Gramian G = YᵀY in f64, from f32 sums over fixed parts added in order: the same bits on any
 * number of threads.
 *
 * Cost: rowCount·stride²/2 multiply-adds; the parts take 64·stride² numbers at most, which the
 * caller keeps for the next time.
 * Twin: src/math/gramian.ts. Kernel: kernels/gram.
 */
export async function gramianOf(
  crew: Crew,
  { data, rowCount, stride }: Vectors,
  parts: Float32Array,
): Promise<Float64Array> {
  const chunk = Math.max(ROWS_A_TASK, Math.ceil(rowCount / MOST_PARTS));
  const tasks = Math.ceil(rowCount / chunk);
  const parameters = crew.memory.parameters([data, rowCount, stride, chunk, parts]);
  await crew.run('gram', { parameters, tasks });
  const gramian = new Float64Array(stride * stride);
  for (let part = 0; part < tasks; part++)
    for (let i = 0; i < stride; i++)
      for (let j = i; j < stride; j++)
        gramian[i * stride + j]! += parts[(part * stride + i) * stride + j]!;
  for (let i = 0; i < stride; i++)
    for (let j = 0; j < i; j++) gramian[i * stride + j] = gramian[j * stride + i]!;
  return gramian;
}

/** How many numbers `gramianOf` needs for its parts. */
export const gramianParts = (rowCount: number, stride: number): number =>
  Math.min(MOST_PARTS, Math.ceil(rowCount / ROWS_A_TASK)) * stride * stride;

/**
 * Y becomes Y·Q in place: the same vectors in other coordinates.
 *
 * @param basis Q in panels of 8 columns, as `panelsOf` lays it out
 * Cost: rowCount·stride² multiply-adds. Kernel: kernels/rotate.
 */
export async function rotateVectors(
  crew: Crew,
  { data, rowCount, stride }: Vectors,
  basis: Float32Array,
): Promise<void> {
  const parameters = crew.memory.parameters([data, rowCount, stride, ROWS_A_TASK, basis]);
  await crew.run('rotate', {
    parameters,
    tasks: Math.ceil(rowCount / ROWS_A_TASK),
    scratchBytes: 32 * 4 * stride,
  });
}

/**
 * Writes Q into panels of 8 columns: element (k, j) at ⌊j / 8⌋·8·stride + 8·k + j % 8.
 *
 * @param columns Q by columns: column j is row j of `columns`
 */
export function panelsOf(columns: Float64Array, stride: number, panels: Float32Array): void {
  for (let j = 0; j < stride; j++)
    for (let k = 0; k < stride; k++)
      panels[(j >> 3) * 8 * stride + 8 * k + (j & 7)] = columns[j * stride + k]!;
}
