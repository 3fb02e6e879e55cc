import { dot, madd } from '../shared/simd';
import { replaceRoot, sortHeap } from './heap';

/** Room for numbers that underflow on the way to a bound. */
const TINY: f32 = f32.MIN_NORMAL_VALUE;

@unmanaged
export class TopK {
  /** q: stride numbers. */
  query: usize;
  /** Y by falling norm, itemCount × stride. */
  factors: usize;
  stride: i32;
  /** A multiple of 4; what fills up is marked in `excluded`. */
  itemCount: i32;
  /** Y in 8 bits: y ≈ scale·code, codes −127 … 127. */
  codes: usize;
  scales: usize;
  /** 64·Σ codes of each item. */
  offsets: usize;
  /** At least |y| and at least |y − scale·code|. */
  norms: usize;
  errors: usize;
  /** The item that each row of Y is. */
  items: usize;
  /** One byte a row: not 0 where it must not come back. */
  excluded: usize;
  /** How many are wanted, ≥ 1. */
  k: i32;
  /** The answer, best first: k f32 and k u32, −∞ and 2³² − 1 where there are no more. */
  scores: usize;
  chosen: usize;
}

/**
 * The k items with the highest q·y, as if all were computed in f32 and sorted. A row is computed
 * only where an upper bound of its score reaches the worst of the best k so far:
 *
 *     q·y ≤ q̂·ŷ + |q̂|·|y − ŷ| + |q − q̂|·|y| + κ·|q|·|y|        q̂, ŷ in 7 and 8 bits
 *
 * with κ for the roundings of the score and of the bound itself; docs/kernels.md has the proof.
 * Rows come by falling norm, so the first whose |q|·|y| does not reach ends the search.
 *
 * Scratch: `stride` bytes for the query's codes, then 16 for four bounds.
 * @returns the number of rows computed in f32
 */
export function topK(parameters: usize, _task: i32, scratch: usize): i32 {
  const t = changetype<TopK>(parameters);
  for (let j: usize = 0; j < <usize>t.k; j++) {
    store<f32>(t.scores + (j << 2), -Infinity);
    store<u32>(t.chosen + (j << 2), u32.MAX_VALUE);
  }
  const step = encodeQuery(t, scratch);
  const kappa = (<f64>t.stride + 64) / 16777216;
  const norm = queryNorm(t);
  const reach = <f32>(norm * (1 + kappa) * 1.000001);
  const missing = f32x4.splat(<f32>((queryError(t, scratch, step) + kappa * norm) * 1.000001));
  const encoded = f32x4.splat(<f32>(encodedNorm(t, scratch, step) * 1.000001));
  const bytes = (<usize>t.stride) << 2;
  const bounds = scratch + <usize>t.stride;
  let worst: f32 = -Infinity;
  let computed = 0;
  for (let row = 0; row < t.itemCount; row += 4) {
    const at = (<usize>row) << 2;
    if (reach * load<f32>(t.norms + at) + TINY < worst) break;
    const bound = boundFour(t, row, scratch, step, missing, encoded);
    let open = i32x4.bitmask(f32x4.ge(bound, f32x4.splat(worst)));
    if (open == 0) continue;
    v128.store(bounds, bound);
    for (; open != 0; open &= open - 1) {
      const one = row + ctz(open);
      if (load<f32>(bounds + ((<usize>(one - row)) << 2)) < worst) continue;
      if (load<u8>(t.excluded + <usize>one) != 0) continue;
      computed++;
      const score = dot(t.query, t.factors + <usize>one * bytes, bytes);
      const item = load<u32>(t.items + ((<usize>one) << 2));
      if (score < worst || (score == worst && item > load<u32>(t.chosen))) continue;
      replaceRoot(t.scores, t.chosen, t.k, score, item);
      worst = load<f32>(t.scores);
    }
  }
  sortHeap(t.scores, t.chosen, t.k);
  return computed;
}

/** The upper bounds of four rows. */
function boundFour(t: TopK, row: i32, codes: usize, step: f32, missing: v128, encoded: v128): v128 {
  const stride = <usize>t.stride;
  const at = (<usize>row) << 2;
  let y = t.codes + <usize>row * stride;
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = codes + stride;
  while (codes < end) {
    const q = v128.load(codes);
    s0 = dotCodes(v128.load(y), q, s0);
    s1 = dotCodes(v128.load(y + stride), q, s1);
    s2 = dotCodes(v128.load(y + 2 * stride), q, s2);
    s3 = dotCodes(v128.load(y + 3 * stride), q, s3);
    codes += 16;
    y += 16;
  }
  const sums = f32x4.convert_i32x4_s(intSums4(s0, s1, s2, s3));
  const product = f32x4.sub(sums, v128.load(t.offsets + at));
  const scale = f32x4.mul(f32x4.splat(step), v128.load(t.scales + at));
  const rest = madd(encoded, v128.load(t.errors + at), f32x4.splat(TINY));
  return madd(product, scale, madd(missing, v128.load(t.norms + at), rest));
}

/** sums + products of 16 signed bytes with 16 of 7 bits, four to a lane; exact in both builds. */
function dotCodes(a: v128, b: v128, sums: v128): v128 {
  if (isDefined(RELAXED)) return i32x4.relaxed_dot_i8x16_i7x16_add_s(a, b, sums);
  const low = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_low_i8x16_s(a, b));
  const high = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_high_i8x16_s(a, b));
  return i32x4.add(sums, i32x4.add(low, high));
}

function intSums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** Writes q in 7 bits, code + 64 in 1 … 127. @returns what a step of the code stands for */
function encodeQuery(t: TopK, codes: usize): f32 {
  let largest: f32 = 0;
  for (let j: usize = 0; j < <usize>t.stride; j++)
    largest = max(largest, abs(load<f32>(t.query + (j << 2))));
  const step: f32 = largest / 63;
  for (let j: usize = 0; j < <usize>t.stride; j++) {
    const code: f32 = step > 0 ? nearest<f32>(load<f32>(t.query + (j << 2)) / step) : 0;
    store<u8>(codes + j, <u8>(<i32>max<f32>(-63, min<f32>(63, code)) + 64));
  }
  return step;
}

/** |q|. */
function queryNorm(t: TopK): f64 {
  let sum: f64 = 0;
  for (let j: usize = 0; j < <usize>t.stride; j++) {
    const value = <f64>load<f32>(t.query + (j << 2));
    sum += value * value;
  }
  return sqrt(sum);
}

/** |q − q̂|. */
function queryError(t: TopK, codes: usize, step: f32): f64 {
  let sum: f64 = 0;
  for (let j: usize = 0; j < <usize>t.stride; j++) {
    const value = <f64>load<f32>(t.query + (j << 2));
    const left = value - <f64>step * <f64>(<i32>load<u8>(codes + j) - 64);
    sum += left * left;
  }
  return sqrt(sum);
}

/** |q̂|. */
function encodedNorm(t: TopK, codes: usize, step: f32): f64 {
  let sum: f64 = 0;
  for (let j: usize = 0; j < <usize>t.stride; j++) {
    const value = <f64>step * <f64>(<i32>load<u8>(codes + j) - 64);
    sum += value * value;
  }
  return sqrt(sum);
}
