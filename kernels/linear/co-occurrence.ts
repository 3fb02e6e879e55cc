import { Observations } from '../half-step/observations';
import { Matrix, tileAt } from './matrix';

@unmanaged
export class CoOccurrence {
  /** G, overwritten. */
  matrix: Matrix;
  itemCount: i32;
  /** Users × items, one segment, ids ascending; and the same by items. */
  byUser: Observations;
  byItem: Observations;
  /** One f32 a user; 0 where all weigh 1. */
  userWeights: usize;
  /** One f32 an item, added to the diagonal. */
  diagonal: usize;
  /** Items a task; divides the tile size. */
  chunk: i32;
}

/**
 * Rows task·chunk … of G = Xᵀ·W·X + diag, X binary and W diagonal: row i sums the rows of the
 * users who have item i, up to column i, in a buffer that stays in the cache. Rows beyond the
 * items become those of the unit matrix, so that no later step needs to know of the edge.
 *
 * Scratch: itemCount numbers.
 */
export function coOccurrence(parameters: usize, task: i32, scratch: usize): i32 {
  const c = changetype<CoOccurrence>(parameters);
  for (let item = task * c.chunk; item < (task + 1) * c.chunk; item++) {
    clearRow(c.matrix, item);
    if (item >= c.itemCount) {
      store<f32>(elementAt(c.matrix, item, item), 1);
      continue;
    }
    memory.fill(scratch, 0, (<usize>item + 1) << 2);
    addUsers(c, item, scratch);
    const own = scratch + ((<usize>item) << 2);
    store<f32>(own, load<f32>(own) + load<f32>(c.diagonal + ((<usize>item) << 2)));
    writeRow(c.matrix, item, scratch);
  }
  return 0;
}

/** Adds up the rows of all users who have an item. */
function addUsers(c: CoOccurrence, item: i32, sums: usize): void {
  const o = c.byItem;
  for (let s = 0; s < o.segments; s++) {
    const at = o.offsets + ((<usize>(item * o.segments + s)) << 2);
    for (let k = load<u32>(at, 0); k < load<u32>(at, 4); k++)
      addUser(c, s * o.segmentWidth + <i32>load<u16>(o.ids + ((<usize>k) << 1)), item, sums);
  }
}

/** sums[j] += the user's weight for each of their items j up to `item`. */
function addUser(c: CoOccurrence, user: i32, item: i32, sums: usize): void {
  const offsets = c.byUser.offsets + ((<usize>user) << 2);
  const end = c.byUser.ids + ((<usize>load<u32>(offsets, 4)) << 1);
  const weight: f32 = c.userWeights == 0 ? 1 : load<f32>(c.userWeights + ((<usize>user) << 2));
  for (let at = c.byUser.ids + ((<usize>load<u32>(offsets, 0)) << 1); at < end; at += 2) {
    const other = load<u16>(at);
    if (<i32>other > item) return;
    const sum = sums + ((<usize>other) << 2);
    store<f32>(sum, load<f32>(sum) + weight);
  }
}

/** Zeros in row `row` of every tile up to the diagonal one. */
function clearRow(m: Matrix, row: i32): void {
  const end = (row / m.tileSize + 1) * m.tileSize;
  for (let column = 0; column < end; column++) store<f32>(elementAt(m, row, column), 0);
}

function writeRow(m: Matrix, row: i32, values: usize): void {
  for (let column = 0; column <= row; column++)
    store<f32>(elementAt(m, row, column), load<f32>(values + ((<usize>column) << 2)));
}

/** Where element (row, column) lies; column within the tiles up to the diagonal. */
function elementAt(m: Matrix, row: i32, column: i32): usize {
  const size = m.tileSize;
  const tile = tileAt(m, row / size, column / size);
  const r = row % size;
  const c = column % size;
  return tile + ((<usize>(r >> 3) * <usize>size + <usize>c) << 5) + ((<usize>(r & 7)) << 2);
}
