import { dot, madd, nmadd } from '../shared/simd';

/**
 * The steps of conjugate gradients that concern one row only. In the coordinates used here the
 * part of the system that all rows share is diagonal: D = α·Λ + λ_row·I. D is the preconditioner.
 */

/** inverse = 1 / (spectrum + ridge), D⁻¹ of a row. */
export function invertDiagonal(inverse: usize, spectrum: usize, ridge: f32, bytes: usize): void {
  const r = f32x4.splat(ridge);
  const one = f32x4.splat(1);
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(inverse + o, f32x4.div(one, f32x4.add(v128.load(spectrum + o), r)));
}

/** out = scale·D·x. */
export function timesDiagonal(
  out: usize,
  x: usize,
  spectrum: usize,
  ridge: f32,
  scale: f32,
  bytes: usize,
): void {
  const r = f32x4.splat(ridge);
  const s = f32x4.splat(scale);
  for (let o: usize = 0; o < bytes; o += 16) {
    const diagonal = f32x4.mul(s, f32x4.add(v128.load(spectrum + o), r));
    v128.store(out + o, f32x4.mul(diagonal, v128.load(x + o)));
  }
}

/** Starts: p = D⁻¹·r. @returns r·D⁻¹·r */
export function startDirection(p: usize, r: usize, inverse: usize, bytes: usize): f32 {
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(p + o, f32x4.mul(v128.load(inverse + o), v128.load(r + o)));
  return dot(p, r, bytes);
}

/**
 * One step, given q = A·p: x += a·p, r −= a·q with a = rz / p·q, then p = D⁻¹·r + b·p. q is
 * overwritten. Where the row is solved as far as the arithmetic reaches, nothing moves.
 *
 * @param rz   r·D⁻¹·r before the step
 * @param last whether no further step follows
 * @returns r·D⁻¹·r after it, 0 where no step is to follow
 */
export function advance(
  x: usize,
  r: usize,
  p: usize,
  q: usize,
  inverse: usize,
  rz: f32,
  last: bool,
  bytes: usize,
): f32 {
  const curvature = dot(p, q, bytes);
  if (!(curvature > 0) || !(rz > f32.MIN_NORMAL_VALUE)) return 0;
  const a = f32x4.splat(rz / curvature);
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(x + o, madd(a, v128.load(p + o), v128.load(x + o)));
  if (last) return 0;
  for (let o: usize = 0; o < bytes; o += 16) {
    const residual = nmadd(a, v128.load(q + o), v128.load(r + o));
    v128.store(r + o, residual);
    v128.store(q + o, f32x4.mul(v128.load(inverse + o), residual));
  }
  const after = dot(q, r, bytes);
  const b = f32x4.splat(after / rz);
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(p + o, madd(b, v128.load(p + o), v128.load(q + o)));
  return after;
}
