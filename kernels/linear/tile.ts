import { madd, nmadd } from '../shared/simd';

/**
 * Arithmetic on square tiles of `size` numbers a side, a multiple of 8, in panels of 8 rows:
 * element (r, c) lies at (r / 8)·size·8 + c·8 + r % 8. Eight rows of one column lie together, so
 * every product below reads its left factor as it lies and needs no packing.
 */

/** C += sign·A·Bᵀ, all three size × size. */
export function multiplyTransposed(c: usize, a: usize, b: usize, size: i32, sign: i32): void {
  const panel = (<usize>size) << 5;
  const end = a + panel * ((<usize>size) >> 3);
  for (; a < end; a += panel) {
    for (let j: usize = 0; j < panel; j += 128) {
      // Column j / 32 of C needs row j / 32 of B: panel j / 256, number (j / 32) % 8 of each group.
      const row = b + (j >> 8) * panel + ((j & 255) >> 3);
      if (sign > 0) addColumns(c + j, a, row, size);
      else subtractColumns(c + j, a, row, size);
    }
    c += panel;
  }
}

/** Four columns of eight rows: c[4][8] += Σ_k a[k][8]·b[k][4], `count` terms. */
export function addColumns(c: usize, a: usize, b: usize, count: i32): void {
  let c00 = v128.load(c, 0);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32);
  let c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64);
  let c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96);
  let c31 = v128.load(c, 112);
  const end = a + ((<usize>count) << 5);
  while (a < end) {
    const upper = v128.load(a, 0);
    const lower = v128.load(a, 16);
    let s = v128.load32_splat(b, 0);
    c00 = madd(s, upper, c00);
    c01 = madd(s, lower, c01);
    s = v128.load32_splat(b, 4);
    c10 = madd(s, upper, c10);
    c11 = madd(s, lower, c11);
    s = v128.load32_splat(b, 8);
    c20 = madd(s, upper, c20);
    c21 = madd(s, lower, c21);
    s = v128.load32_splat(b, 12);
    c30 = madd(s, upper, c30);
    c31 = madd(s, lower, c31);
    a += 32;
    b += 32;
  }
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  v128.store(c, c10, 32);
  v128.store(c, c11, 48);
  v128.store(c, c20, 64);
  v128.store(c, c21, 80);
  v128.store(c, c30, 96);
  v128.store(c, c31, 112);
}

/** c[4][8] −= Σ_k a[k][8]·b[k][4], `count` terms. */
export function subtractColumns(c: usize, a: usize, b: usize, count: i32): void {
  let c00 = v128.load(c, 0);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32);
  let c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64);
  let c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96);
  let c31 = v128.load(c, 112);
  const end = a + ((<usize>count) << 5);
  while (a < end) {
    const upper = v128.load(a, 0);
    const lower = v128.load(a, 16);
    let s = v128.load32_splat(b, 0);
    c00 = nmadd(s, upper, c00);
    c01 = nmadd(s, lower, c01);
    s = v128.load32_splat(b, 4);
    c10 = nmadd(s, upper, c10);
    c11 = nmadd(s, lower, c11);
    s = v128.load32_splat(b, 8);
    c20 = nmadd(s, upper, c20);
    c21 = nmadd(s, lower, c21);
    s = v128.load32_splat(b, 12);
    c30 = nmadd(s, upper, c30);
    c31 = nmadd(s, lower, c31);
    a += 32;
    b += 32;
  }
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  v128.store(c, c10, 32);
  v128.store(c, c11, 48);
  v128.store(c, c20, 64);
  v128.store(c, c21, 80);
  v128.store(c, c30, 96);
  v128.store(c, c31, 112);
}

/**
 * Factors a tile in place: A = L·Lᵀ. Only the lower triangle is read; above the diagonal it is
 * left with numbers that mean nothing.
 *
 * @returns −1, or the first row whose pivot is not above 0
 */
export function choleskyTile(a: usize, size: i32): i32 {
  const panel = (<usize>size) << 5;
  const panels = size >> 3;
  for (let j = 0; j < panels; j++) {
    const own = a + <usize>j * panel;
    const columns = (<usize>j) << 8;
    updatePanel(own, own, j);
    const failed = factorEight(own + columns);
    if (failed >= 0) return (j << 3) + failed;
    for (let i = j + 1; i < panels; i++) {
      const rows = a + <usize>i * panel;
      updatePanel(rows, own, j);
      solveEight(rows + columns, own + columns);
    }
  }
  return -1;
}

/** Solves X·Lᵀ = B in place of B, with L as `choleskyTile` leaves it. */
export function solveTransposed(b: usize, l: usize, size: i32): void {
  const panel = (<usize>size) << 5;
  const panels = size >> 3;
  for (let i = 0; i < panels; i++) {
    const rows = b + <usize>i * panel;
    for (let j = 0; j < panels; j++) {
      const own = l + <usize>j * panel;
      updatePanel(rows, own, j);
      solveEight(rows + ((<usize>j) << 8), own + ((<usize>j) << 8));
    }
  }
}

/** Columns 8j … 8j + 8 of a panel −= its columns before · the same columns of L's panel j, transposed. */
function updatePanel(rows: usize, own: usize, j: i32): void {
  if (j == 0) return;
  const columns = (<usize>j) << 8;
  subtractColumns(rows + columns, rows, own, j << 3);
  subtractColumns(rows + columns + 128, rows, own + 16, j << 3);
}

/** Factors 8 × 8 numbers, column by column. @returns −1, or the row whose pivot is not above 0 */
function factorEight(a: usize): i32 {
  for (let c: usize = 0; c < 8; c++) {
    const column = a + (c << 5);
    for (let k: usize = 0; k < c; k++)
      subtractScaled(column, a + (k << 5), a + (k << 5) + (c << 2));
    const pivot = load<f32>(column + (c << 2));
    if (!(pivot > 0)) return <i32>c;
    scaleEight(column, 1 / Mathf.sqrt(pivot));
  }
  return -1;
}

/** Eight rows of X·Lᵀ = B for eight columns, L's 8 × 8 lower triangle at `l`. */
function solveEight(b: usize, l: usize): void {
  for (let c: usize = 0; c < 8; c++) {
    const column = b + (c << 5);
    for (let k: usize = 0; k < c; k++)
      subtractScaled(column, b + (k << 5), l + (k << 5) + (c << 2));
    scaleEight(column, 1 / load<f32>(l + (c << 5) + (c << 2)));
  }
}

/** target[8] −= scale·source[8], the scale read from memory. */
function subtractScaled(target: usize, source: usize, scale: usize): void {
  const s = v128.load32_splat(scale);
  v128.store(target, nmadd(s, v128.load(source, 0), v128.load(target, 0)), 0);
  v128.store(target, nmadd(s, v128.load(source, 16), v128.load(target, 16)), 16);
}

function scaleEight(target: usize, factor: f32): void {
  const s = f32x4.splat(factor);
  v128.store(target, f32x4.mul(s, v128.load(target, 0)), 0);
  v128.store(target, f32x4.mul(s, v128.load(target, 16)), 16);
}
