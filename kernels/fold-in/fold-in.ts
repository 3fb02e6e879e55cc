import { madd, nmadd, sum1 } from '../shared/simd';
import { choleskyTile } from '../linear/tile';

@unmanaged
export class FoldIn {
  /** α·YᵀY as one tile of stride × stride; see linear/tile. */
  gramian: usize;
  /** Y, only read. */
  factors: usize;
  stride: i32;
  /** Rows of Y, 32 bits each, and w > 0 of each. */
  items: usize;
  weights: usize;
  itemCount: i32;
  /** λ of the row, > 0. */
  ridge: f32;
  /** x: stride numbers, overwritten. */
  solution: usize;
}

/**
 * The vector of one history, solved exactly:
 *
 *     (α·YᵀY + Σ wᵢ·yᵢyᵢᵀ + λ·I) x = Σ wᵢ·yᵢ
 *
 * Scratch: one stride × stride tile.
 * @returns 0, or 1 + the row whose pivot is not above 0
 */
export function foldIn(parameters: usize, _task: i32, scratch: usize): i32 {
  const f = changetype<FoldIn>(parameters);
  const bytes = (<usize>f.stride) << 2;
  memory.copy(scratch, f.gramian, bytes * <usize>f.stride);
  memory.fill(f.solution, 0, bytes);
  for (let r = 0; r < f.stride; r++) {
    const at =
      scratch + ((<usize>(r >> 3) * <usize>f.stride + <usize>r) << 5) + ((<usize>(r & 7)) << 2);
    store<f32>(at, load<f32>(at) + f.ridge);
  }
  for (let k: usize = 0; k < <usize>f.itemCount; k++) {
    const y = f.factors + <usize>load<u32>(f.items + (k << 2)) * bytes;
    addItem(scratch, y, load<f32>(f.weights + (k << 2)), f.solution, f.stride);
  }
  const failed = choleskyTile(scratch, f.stride);
  if (failed >= 0) return 1 + failed;
  solveLower(scratch, f.stride, f.solution);
  solveUpper(scratch, f.stride, f.solution);
  return 0;
}

/** The tile += w·y·yᵀ up to the diagonal, target += w·y. */
function addItem(tile: usize, y: usize, w: f32, target: usize, stride: i32): void {
  const weight = f32x4.splat(w);
  for (let i = 0; i < stride; i += 8) {
    const rows = (<usize>i) << 2;
    const upper = f32x4.mul(weight, v128.load(y + rows, 0));
    const lower = f32x4.mul(weight, v128.load(y + rows, 16));
    v128.store(target + rows, f32x4.add(v128.load(target + rows, 0), upper), 0);
    v128.store(target + rows, f32x4.add(v128.load(target + rows, 16), lower), 16);
    let at = tile + <usize>i * ((<usize>stride) << 2);
    for (let c: usize = 0; c < rows + 32; c += 4) {
      const s = v128.load32_splat(y + c);
      v128.store(at, madd(s, upper, v128.load(at, 0)), 0);
      v128.store(at, madd(s, lower, v128.load(at, 16)), 16);
      at += 32;
    }
  }
}

/** L·z = b in place, column by column. */
function solveLower(tile: usize, stride: i32, b: usize): void {
  const panel = (<usize>stride) << 5;
  for (let c = 0; c < stride; c++) {
    const own = <usize>(c >> 3) * panel + ((<usize>c) << 5);
    const z = load<f32>(b + ((<usize>c) << 2)) / load<f32>(tile + own + ((<usize>(c & 7)) << 2));
    for (let r = c + 1; r < ((c >> 3) + 1) << 3; r++) {
      const at = b + ((<usize>r) << 2);
      store<f32>(at, load<f32>(at) - z * load<f32>(tile + own + ((<usize>(r & 7)) << 2)));
    }
    store<f32>(b + ((<usize>c) << 2), z);
    const s = f32x4.splat(z);
    for (let i = (c >> 3) + 1; i < stride >> 3; i++) {
      const at = tile + <usize>i * panel + ((<usize>c) << 5);
      const target = b + ((<usize>i) << 5);
      v128.store(target, nmadd(s, v128.load(at, 0), v128.load(target, 0)), 0);
      v128.store(target, nmadd(s, v128.load(at, 16), v128.load(target, 16)), 16);
    }
  }
}

/** Lᵀ·x = z in place, from the last number to the first. */
function solveUpper(tile: usize, stride: i32, z: usize): void {
  const panel = (<usize>stride) << 5;
  for (let c = stride - 1; c >= 0; c--) {
    let sums = f32x4.splat(0);
    for (let i = (c >> 3) + 1; i < stride >> 3; i++) {
      const at = tile + <usize>i * panel + ((<usize>c) << 5);
      const x = z + ((<usize>i) << 5);
      sums = madd(v128.load(at, 0), v128.load(x, 0), sums);
      sums = madd(v128.load(at, 16), v128.load(x, 16), sums);
    }
    let rest = load<f32>(z + ((<usize>c) << 2)) - sum1(sums);
    const own = tile + <usize>(c >> 3) * panel + ((<usize>c) << 5);
    for (let r = c + 1; r < ((c >> 3) + 1) << 3; r++)
      rest -= load<f32>(own + ((<usize>(r & 7)) << 2)) * load<f32>(z + ((<usize>r) << 2));
    store<f32>(z + ((<usize>c) << 2), rest / load<f32>(own + ((<usize>(c & 7)) << 2)));
  }
}
