import { errorOf } from '../../domain/errors.ts';
import type { Crew } from './crew.ts';
import { placeInTile } from './tile-layout.ts';
import {
  fillTransposed,
  pairsOfArrays,
  placeObservations,
  transposeObservations,
} from './observations.ts';
import type { Observations } from './observations.ts';

/** Numbers a side of a tile: three of them fit the second-level cache. */
export const TILE_SIZE = 128;
/** What a 16-bit item id tells apart, and more than 4 GiB hold. */
const MOST_ITEMS = 40_000;

/** Users who have items, and how they and the items weigh. */
export interface CoOccurrenceData {
  readonly users: ArrayLike<number>;
  readonly items: ArrayLike<number>;
  readonly userCount: number;
  readonly itemCount: number;
  /** One weight ≥ 0 a user; `null` where all weigh 1. */
  readonly userWeights: Float32Array | null;
  /** Added to the diagonal, one number > 0 an item. */
  readonly diagonal: Float32Array;
}

/** A symmetric matrix in kernel memory, as the tiles on and below its diagonal. */
export interface SymmetricTiles {
  readonly size: number;
  readonly tileRows: number;
  readonly data: Float32Array;
}

/**
 * P = (Xᵀ·W·X + diag)⁻¹ in f32, X users × items with a 1 for every pair and W the users' weights:
 * blocked Cholesky factor, its inverse, and the product of the two, in place.
 *
 * @param onStep told how many of `total` equal steps are done
 * Cost: itemCount³ operations (twice the multiply-adds of itemCount³/2), 2·itemCount² bytes.
 * The same bits on any number of threads.
 * @throws DataError `NOT_POSITIVE_DEFINITE`; InvariantError `SHAPE_MISMATCH`; UnavailableError
 *         `KERNEL_MEMORY_FULL`; whatever `Crew.run` throws
 * Twin: src/math/cholesky-inverse.ts. Kernels: kernels/linear.
 */
export async function invertCoOccurrences(
  crew: Crew,
  data: CoOccurrenceData,
  onStep: (done: number, total: number) => void = () => undefined,
): Promise<SymmetricTiles> {
  requireShape(data);
  const tileRows = Math.ceil(data.itemCount / TILE_SIZE);
  const numbers = ((tileRows * (tileRows + 1)) / 2) * TILE_SIZE ** 2;
  const tiles = { size: data.itemCount, tileRows, data: crew.memory.f32(numbers) };
  const matrix = crew.memory.parameters([tiles.data, tileRows, TILE_SIZE]);
  await coOccurrencesInto(crew, data, { matrix, tileRows });
  const row = crew.memory.f32(tileRows * TILE_SIZE ** 2);
  let done = 0;
  const step = async (run: (parameters: number, k: number) => Promise<void>): Promise<void> => {
    for (let k = 0; k < tileRows; k++) {
      await run(crew.memory.parameters([matrix, k, row]), k);
      onStep(++done, 3 * tileRows);
    }
  };
  await step(async (parameters, k) => {
    await crew.run('updateColumn', { parameters, tasks: k === 0 ? 0 : tileRows - k });
    const failed = await crew.run('factorDiagonal', { parameters, tasks: 1 });
    if (failed !== 0) throw notPositiveDefinite(tiles, failed - 1);
    await crew.run('solveColumn', { parameters, tasks: tileRows - k - 1 });
  });
  await step(async (parameters, k) => {
    await crew.run('copyRow', { parameters, tasks: k + 1 });
    await crew.run('invertRow', { parameters, tasks: k + 1 });
  });
  await step(async (parameters, k) => {
    await crew.run('multiplyRow', { parameters, tasks: k + 1 });
    await crew.run('finishRow', { parameters, tasks: k + 1 });
  });
  return tiles;
}

async function coOccurrencesInto(
  crew: Crew,
  data: CoOccurrenceData,
  { matrix, tileRows }: { readonly matrix: number; readonly tileRows: number },
): Promise<void> {
  const { memory } = crew;
  const pairs = pairsOfArrays({
    rows: data.users,
    columns: data.items,
    weights: null,
    rowCount: data.userCount,
    columnCount: data.itemCount,
  });
  const byUser = placeObservations(memory, pairs);
  const byItem = transposeObservations(memory, byUser);
  fillTransposed(byItem, byUser);
  const describe = (o: Observations): number =>
    memory.parameters([o.rowCount, o.segments, o.segmentWidth, o.offsets, o.ids, null, 0, 0]);
  const weights = data.userWeights === null ? null : memory.f32(data.userCount);
  weights?.set(data.userWeights!);
  const diagonal = memory.f32(data.itemCount);
  diagonal.set(data.diagonal);
  const chunk = 8;
  await crew.run('coOccurrence', {
    parameters: memory.parameters([
      matrix,
      data.itemCount,
      describe(byUser),
      describe(byItem),
      weights,
      diagonal,
      chunk,
    ]),
    tasks: (tileRows * TILE_SIZE) / chunk,
    scratchBytes: 4 * data.itemCount,
  });
}

/** Element (row, column), column ≤ row, of a symmetric matrix. */
export function tileElement({ data }: SymmetricTiles, row: number, column: number): number {
  return data[offsetOf(row, column)]!;
}

/** Where element (row, column), column ≤ row, lies. */
function offsetOf(row: number, column: number): number {
  const [tileRow, tileColumn] = [Math.floor(row / TILE_SIZE), Math.floor(column / TILE_SIZE)];
  const tile = (tileRow * (tileRow + 1)) / 2 + tileColumn;
  return tile * TILE_SIZE ** 2 + placeInTile(row % TILE_SIZE, column % TILE_SIZE, TILE_SIZE);
}

/**
 * Visits the rows of the whole matrix in order, each element as `write` makes it from the symmetric
 * one and its column.
 *
 * @param write given P(row, column), row and column
 * @param visit row: size numbers, overwritten afterwards
 * Cost: size² calls; goes tile by tile, so that reads and writes stay near each other. Memory: 128
 * rows.
 */
export function eachRow(
  { size, tileRows, data }: SymmetricTiles,
  write: (value: number, row: number, column: number) => number,
  visit: (values: Float32Array, row: number) => void,
): void {
  const strip = new Float32Array(TILE_SIZE * size);
  for (let I = 0; I < tileRows; I++) {
    const [from, to] = [I * TILE_SIZE, Math.min(size, (I + 1) * TILE_SIZE)];
    for (let J = 0; J < tileRows; J++) {
      const toColumn = Math.min(size, (J + 1) * TILE_SIZE);
      for (let row = from; row < to; row++)
        for (let column = J * TILE_SIZE; column < toColumn; column++) {
          const at = row >= column ? offsetOf(row, column) : offsetOf(column, row);
          strip[(row - from) * size + column] = write(data[at]!, row, column);
        }
    }
    for (let row = from; row < to; row++)
      visit(strip.subarray((row - from) * size, (row - from + 1) * size), row);
  }
}

const notPositiveDefinite = (tiles: SymmetricTiles, row: number): Error =>
  errorOf('NOT_POSITIVE_DEFINITE', { row, pivot: tileElement(tiles, row, row) });

function requireShape({ itemCount, userCount, userWeights, diagonal }: CoOccurrenceData): void {
  const found = `${itemCount} items, ${diagonal.length} diagonal numbers, ${userWeights?.length ?? 'no'} user weights`;
  const fits =
    itemCount <= MOST_ITEMS &&
    diagonal.length === itemCount &&
    (userWeights === null || userWeights.length === userCount);
  if (fits) return;
  throw errorOf('SHAPE_MISMATCH', {
    what: 'co-occurrence data',
    found,
    expected: `at most ${MOST_ITEMS} items, a diagonal number each, ${userCount} user weights or none`,
  });
}
