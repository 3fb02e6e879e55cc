import { madd } from '../shared/simd';

/** Rows visited together fill this much of the first-level cache. */
const BLOCK_BYTES: usize = 32768;

@unmanaged
export class Gram {
  /** Y: rowCount × stride, only read. */
  rows: usize;
  rowCount: i32;
  /** Numbers a row, a multiple of 16. */
  stride: i32;
  /** Rows a task. */
  chunk: i32;
  /** One stride × stride matrix a task, overwritten. */
  partials: usize;
}

/**
 * The part of YᵀY that rows task·chunk … (task + 1)·chunk give; the caller adds the parts in
 * order, so that the sum does not depend on who computed which. Upper triangle, in 4 × 8 blocks.
 */
export function gram(parameters: usize, task: i32, _scratch: usize): i32 {
  const g = changetype<Gram>(parameters);
  const rowBytes = (<usize>g.stride) << 2;
  const out = g.partials + <usize>task * rowBytes * <usize>g.stride;
  memory.fill(out, 0, rowBytes * <usize>g.stride);
  const first = task * g.chunk;
  const end = g.rows + <usize>min(first + g.chunk, g.rowCount) * rowBytes;
  const step = max<usize>(BLOCK_BYTES / rowBytes, 8) * rowBytes;
  for (let from = g.rows + <usize>first * rowBytes; from < end; from += step) {
    const to = min(from + step, end);
    for (let j: usize = 0; j < rowBytes; j += 32)
      for (let i: usize = 0; i <= j + 16; i += 16)
        addBlock(from, to, rowBytes, i, j, out + (i >> 2) * rowBytes + j);
  }
  return 0;
}

/** out[4][8] += Σ over the rows of y[i … i+4]ᵀ·y[j … j+8]; i and j in bytes. */
function addBlock(from: usize, to: usize, rowBytes: usize, i: usize, j: usize, out: usize): void {
  const out1 = out + rowBytes;
  const out2 = out1 + rowBytes;
  const out3 = out2 + rowBytes;
  let a0 = v128.load(out, 0);
  let b0 = v128.load(out, 16);
  let a1 = v128.load(out1, 0);
  let b1 = v128.load(out1, 16);
  let a2 = v128.load(out2, 0);
  let b2 = v128.load(out2, 16);
  let a3 = v128.load(out3, 0);
  let b3 = v128.load(out3, 16);
  for (let y = from; y < to; y += rowBytes) {
    const left = v128.load(y + j, 0);
    const right = v128.load(y + j, 16);
    let s = v128.load32_splat(y + i, 0);
    a0 = madd(s, left, a0);
    b0 = madd(s, right, b0);
    s = v128.load32_splat(y + i, 4);
    a1 = madd(s, left, a1);
    b1 = madd(s, right, b1);
    s = v128.load32_splat(y + i, 8);
    a2 = madd(s, left, a2);
    b2 = madd(s, right, b2);
    s = v128.load32_splat(y + i, 12);
    a3 = madd(s, left, a3);
    b3 = madd(s, right, b3);
  }
  v128.store(out, a0, 0);
  v128.store(out, b0, 16);
  v128.store(out1, a1, 0);
  v128.store(out1, b1, 16);
  v128.store(out2, a2, 0);
  v128.store(out2, b2, 16);
  v128.store(out3, a3, 0);
  v128.store(out3, b3, 16);
}
