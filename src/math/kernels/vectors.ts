import { errorOf } from '../../domain/errors.ts';
import type { Crew } from './crew.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { Kernels } from './kernels.ts';

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

/** Numbers, or what draws them one after the other; `null` stands for zeros. */
export type InitialNumbers = Float32Array | (() => number) | null;

/**
 * Puts vectors into kernel memory, filled up with zeros.
 *
 * @param data rowCount × factorCount, row-major; drawn in that order where they are drawn
 * @throws InvariantError `SHAPE_MISMATCH`
 */
export function padVectors(
  memory: KernelMemory,
  data: InitialNumbers,
  { rowCount, factorCount }: { readonly rowCount: number; readonly factorCount: number },
): Vectors {
  if (data instanceof Float32Array && data.length !== rowCount * factorCount)
    throw errorOf('SHAPE_MISMATCH', {
      what: 'vectors',
      found: `${data.length} numbers`,
      expected: `${rowCount} rows of ${factorCount}`,
    });
  const stride = strideOf(factorCount);
  const padded = memory.f32(rowCount * stride);
  if (data === null) return { data: padded, rowCount, stride };
  for (let row = 0; row < rowCount; row++) {
    const vector = padded.subarray(row * stride, row * stride + factorCount);
    if (data instanceof Float32Array)
      vector.set(data.subarray(row * factorCount, (row + 1) * factorCount));
    else for (let f = 0; f < factorCount; f++) vector[f] = data();
  }
  return { data: padded, rowCount, stride };
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
  vectors: Vectors,
  parts: Float32Array,
): Promise<Float64Array> {
  const job = gramianJob(crew.memory, vectors, parts);
  await crew.run('gram', job);
  return sumParts(parts, job.tasks, vectors.stride);
}

/** The same on this thread. */
export function gramianHere(
  kernels: Kernels,
  memory: KernelMemory,
  vectors: Vectors,
): Float64Array {
  const parts = memory.f32(gramianParts(vectors.rowCount, vectors.stride));
  const { parameters, tasks } = gramianJob(memory, vectors, parts);
  for (let task = 0; task < tasks; task++) kernels.gram(parameters, task, 0);
  return sumParts(parts, tasks, vectors.stride);
}

function gramianJob(
  memory: KernelMemory,
  { data, rowCount, stride }: Vectors,
  parts: Float32Array,
): { readonly parameters: number; readonly tasks: number } {
  const chunk = Math.max(ROWS_A_TASK, Math.ceil(rowCount / MOST_PARTS));
  const parameters = memory.parameters([data, rowCount, stride, chunk, parts]);
  return { parameters, tasks: Math.ceil(rowCount / chunk) };
}

/** Adds the parts in order; they hold the upper triangle. */
function sumParts(parts: Float32Array, count: number, stride: number): Float64Array {
  const gramian = new Float64Array(stride * stride);
  for (let part = 0; part < count; part++)
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
