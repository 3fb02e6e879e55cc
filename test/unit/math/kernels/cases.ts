import { KernelMemory } from '../../../../src/math/kernels/kernel-memory.ts';
import { openCrew, type Crew } from '../../../../src/math/kernels/crew.ts';
import type { KernelBuild } from '../../../../src/math/kernels/kernel-build.ts';
import { eachRow, type SymmetricTiles } from '../../../../src/math/kernels/symmetric-inverse.ts';
import { seededRng } from '../../../../src/math/rng.ts';

export const BUILDS: readonly KernelBuild[] = ['plain', 'relaxed'];

/** Work so large that threads are started, so small that none is. */
export const ON_THREADS = 1e15;
export const ON_THIS_THREAD = 0;

/** Runs something with a crew and ends it. */
export async function withCrew<T>(
  given: { readonly build: KernelBuild; readonly threads?: number; readonly work?: number },
  use: (crew: Crew) => Promise<T>,
): Promise<T> {
  const { build, threads = 1, work = ON_THIS_THREAD } = given;
  const crew = openCrew({ build, threads }, { work });
  try {
    return await use(crew);
  } finally {
    await crew.close();
  }
}

/** Standard normal numbers. */
export function normals(count: number, seed: number, deviation = 1): Float32Array {
  const rng = seededRng(seed, 'normals');
  return Float32Array.from({ length: count }, () => deviation * rng.normal());
}

/** Observed pairs of a small matrix, each with the same chance; every third row has none. */
export function somePairs(
  { rowCount, columnCount, share = 0.3 }: { rowCount: number; columnCount: number; share?: number },
  seed: number,
): { rows: number[]; columns: number[] } {
  const rng = seededRng(seed, 'pairs');
  const [rows, columns]: [number[], number[]] = [[], []];
  for (let row = 0; row < rowCount; row++)
    for (let column = 0; column < columnCount; column++)
      if (rng.uniform() < share && row % 3 !== 2) {
        rows.push(row);
        columns.push(column);
      }
  return { rows, columns };
}

/** The largest difference between two arrays of numbers. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let k = 0; k < a.length; k++) {
    const difference = Math.abs(a[k]! - b[k]!);
    // NaN must not pass.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

/** Copies numbers into kernel memory. */
export function placed(memory: KernelMemory, numbers: ArrayLike<number>): Float32Array {
  const view = memory.f32(numbers.length);
  view.set(numbers);
  return view;
}

/** Every element of a symmetric matrix, row-major. */
export function wholeMatrix(tiles: SymmetricTiles): Float32Array {
  const whole = new Float32Array(tiles.size ** 2);
  let expected = 0;
  eachRow(
    tiles,
    (value) => value,
    (values, row) => {
      if (row !== expected++) throw new Error(`row ${row} out of turn`);
      whole.set(values, row * tiles.size);
    },
  );
  if (expected !== tiles.size) throw new Error(`${expected} rows of ${tiles.size}`);
  return whole;
}
