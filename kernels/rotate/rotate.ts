import { madd } from '../shared/simd';

/** Rows copied aside at a time; a multiple of 4. */
const BLOCK_ROWS: i32 = 32;

@unmanaged
export class Rotate {
  /** Y: rowCount × stride, overwritten with Y·Q. */
  rows: usize;
  rowCount: i32;
  /** Numbers a row, a multiple of 16. */
  stride: i32;
  /** Rows a task. */
  chunk: i32;
  /** Q: stride × stride in panels of 8 columns: element (k, j) at (j / 8)·stride·8 + k·8 + j % 8. */
  basis: usize;
}

/**
 * Multiplies rows task·chunk … (task + 1)·chunk by Q in place. A row of the result needs the whole
 * row before it, so 32 rows at a time are copied aside; one panel of Q then serves all of them.
 *
 * Scratch: 32 rows.
 */
export function rotate(parameters: usize, task: i32, scratch: usize): i32 {
  const r = changetype<Rotate>(parameters);
  const rowBytes = (<usize>r.stride) << 2;
  const last = min((task + 1) * r.chunk, r.rowCount);
  for (let row = task * r.chunk; row < last; row += BLOCK_ROWS) {
    const count = min(BLOCK_ROWS, last - row);
    const out = r.rows + <usize>row * rowBytes;
    memory.copy(scratch, out, <usize>count * rowBytes);
    const padded = (count + 3) & ~3;
    memory.fill(scratch + <usize>count * rowBytes, 0, <usize>(padded - count) * rowBytes);
    for (let j: usize = 0; j < rowBytes; j += 32) {
      const panel = r.basis + j * <usize>r.stride;
      for (let k = 0; k < count; k += 4)
        multiplyFour(
          scratch + <usize>k * rowBytes,
          panel,
          rowBytes,
          out + <usize>k * rowBytes + j,
          count - k,
        );
    }
  }
  return 0;
}

/** Eight columns of up to four rows of the product; only `count` rows are written. */
function multiplyFour(a: usize, panel: usize, rowBytes: usize, out: usize, count: i32): void {
  const b = a + rowBytes;
  const c = b + rowBytes;
  const d = c + rowBytes;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let k: usize = 0; k < rowBytes; k += 4) {
    const left = v128.load(panel, 0);
    const right = v128.load(panel, 16);
    let s = v128.load32_splat(a + k);
    a0 = madd(s, left, a0);
    a1 = madd(s, right, a1);
    s = v128.load32_splat(b + k);
    b0 = madd(s, left, b0);
    b1 = madd(s, right, b1);
    s = v128.load32_splat(c + k);
    c0 = madd(s, left, c0);
    c1 = madd(s, right, c1);
    s = v128.load32_splat(d + k);
    d0 = madd(s, left, d0);
    d1 = madd(s, right, d1);
    panel += 32;
  }
  storeEight(out, a0, a1);
  if (count > 1) storeEight(out + rowBytes, b0, b1);
  if (count > 2) storeEight(out + 2 * rowBytes, c0, c1);
  if (count > 3) storeEight(out + 3 * rowBytes, d0, d1);
}

function storeEight(out: usize, left: v128, right: v128): void {
  v128.store(out, left, 0);
  v128.store(out, right, 16);
}
