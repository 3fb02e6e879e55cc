import { dot, madd, sums4 } from '../shared/simd';

/**
 * One pass over some observed rows y of Y: out += Σ t·y with
 *
 *     t = w·(y·p)               `residual` = false: out += (Σ w·y·yᵀ)·p
 *     t = (w + e) − w·(y·p)     `residual` = true:  out += Σ (w + e)·y − (Σ w·y·yᵀ)·p
 *
 * Four rows at a time: their four products come out of one reduction, and `out` is loaded and
 * stored once for all four.
 *
 * @param ids      `count` 16-bit row numbers of Y
 * @param weights  w an id, or 0 where `weight` holds for all
 * @param rowBytes a multiple of 64
 */
export function accumulate(
  ids: usize,
  count: i32,
  Y: usize,
  rowBytes: usize,
  p: usize,
  out: usize,
  weights: usize,
  weight: f32,
  excess: f32,
  residual: bool,
): void {
  const end = ids + ((<usize>count) << 1);
  const end4 = ids + ((<usize>(count & ~3)) << 1);
  let w = f32x4.splat(weight);
  const e = f32x4.splat(excess);
  for (; ids < end4; ids += 8) {
    const y0 = Y + <usize>load<u16>(ids, 0) * rowBytes;
    const y1 = Y + <usize>load<u16>(ids, 2) * rowBytes;
    const y2 = Y + <usize>load<u16>(ids, 4) * rowBytes;
    const y3 = Y + <usize>load<u16>(ids, 6) * rowBytes;
    if (weights != 0) {
      w = v128.load(weights);
      weights += 16;
    }
    let t = f32x4.mul(w, fourDots(y0, y1, y2, y3, p, rowBytes));
    if (residual) t = f32x4.sub(f32x4.add(w, e), t);
    addFour(y0, y1, y2, y3, t, out, rowBytes);
  }
  for (; ids < end; ids += 2) {
    const y = Y + <usize>load<u16>(ids) * rowBytes;
    let own = weight;
    if (weights != 0) {
      own = load<f32>(weights);
      weights += 4;
    }
    let t = own * dot(y, p, rowBytes);
    if (residual) t = own + excess - t;
    addOne(y, t, out, rowBytes);
  }
}

function fourDots(y0: usize, y1: usize, y2: usize, y3: usize, p: usize, rowBytes: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  const end = p + rowBytes;
  while (p < end) {
    const v0 = v128.load(p, 0);
    s0 = madd(v128.load(y0, 0), v0, s0);
    s1 = madd(v128.load(y1, 0), v0, s1);
    s2 = madd(v128.load(y2, 0), v0, s2);
    s3 = madd(v128.load(y3, 0), v0, s3);
    const v1 = v128.load(p, 16);
    t0 = madd(v128.load(y0, 16), v1, t0);
    t1 = madd(v128.load(y1, 16), v1, t1);
    t2 = madd(v128.load(y2, 16), v1, t2);
    t3 = madd(v128.load(y3, 16), v1, t3);
    const v2 = v128.load(p, 32);
    s0 = madd(v128.load(y0, 32), v2, s0);
    s1 = madd(v128.load(y1, 32), v2, s1);
    s2 = madd(v128.load(y2, 32), v2, s2);
    s3 = madd(v128.load(y3, 32), v2, s3);
    const v3 = v128.load(p, 48);
    t0 = madd(v128.load(y0, 48), v3, t0);
    t1 = madd(v128.load(y1, 48), v3, t1);
    t2 = madd(v128.load(y2, 48), v3, t2);
    t3 = madd(v128.load(y3, 48), v3, t3);
    p += 64;
    y0 += 64;
    y1 += 64;
    y2 += 64;
    y3 += 64;
  }
  return sums4(f32x4.add(s0, t0), f32x4.add(s1, t1), f32x4.add(s2, t2), f32x4.add(s3, t3));
}

/** out += t₀·y₀ + t₁·y₁ + t₂·y₂ + t₃·y₃. */
function addFour(
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  t: v128,
  out: usize,
  rowBytes: usize,
): void {
  const t0 = v128.shuffle<f32>(t, t, 0, 0, 0, 0);
  const t1 = v128.shuffle<f32>(t, t, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(t, t, 2, 2, 2, 2);
  const t3 = v128.shuffle<f32>(t, t, 3, 3, 3, 3);
  for (let o: usize = 0; o < rowBytes; o += 64) {
    addQuad(out + o, y0 + o, y1 + o, y2 + o, y3 + o, t0, t1, t2, t3);
    addQuad(out + o + 16, y0 + o + 16, y1 + o + 16, y2 + o + 16, y3 + o + 16, t0, t1, t2, t3);
    addQuad(out + o + 32, y0 + o + 32, y1 + o + 32, y2 + o + 32, y3 + o + 32, t0, t1, t2, t3);
    addQuad(out + o + 48, y0 + o + 48, y1 + o + 48, y2 + o + 48, y3 + o + 48, t0, t1, t2, t3);
  }
}

function addQuad(
  out: usize,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  t0: v128,
  t1: v128,
  t2: v128,
  t3: v128,
): void {
  const first = madd(t1, v128.load(y1), madd(t0, v128.load(y0), v128.load(out)));
  const second = madd(t3, v128.load(y3), f32x4.mul(t2, v128.load(y2)));
  v128.store(out, f32x4.add(first, second));
}

function addOne(y: usize, t: f32, out: usize, rowBytes: usize): void {
  const scale = f32x4.splat(t);
  for (let o: usize = 0; o < rowBytes; o += 16)
    v128.store(out + o, madd(scale, v128.load(y + o), v128.load(out + o)));
}
