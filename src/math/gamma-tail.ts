import { logGamma } from './log-gamma.ts';

/** A gamma distribution: mean shape·scale, variance shape·scale². */
export interface Gamma {
  readonly shape: number;
  readonly scale: number;
}

/**
 * The upper tail of a gamma distribution, P(X ≥ x) = Γ(a, x/θ) / Γ(a): by the series of the lower
 * tail where x/θ < a + 1, else by Lentz's continued fraction of the upper one.
 *
 * @param x NaN gives NaN; 0 and below give 1
 * @param gamma shape a > 0, scale θ > 0
 * Source: Abramowitz & Stegun, 6.5.29 and 6.5.31; Lentz, Applied Optics 15, 1976.
 */
export function gammaTail(x: number, { shape, scale }: Gamma): number {
  if (!(x > 0)) return Number.isNaN(x) ? NaN : 1;
  const z = x / scale;
  const front = Math.exp(shape * Math.log(z) - z - logGamma(shape));
  return z < shape + 1 ? 1 - front * lowerSeries(shape, z) : front * upperFraction(shape, z);
}

function lowerSeries(shape: number, z: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < 10_000 && term > sum * 1e-16; k++) sum += term *= z / (shape + k);
  return sum;
}

function upperFraction(shape: number, z: number): number {
  const tiny = 1e-300;
  let b = z + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 10_000; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (a * d + b || tiny);
    c = b + a / c || tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/**
 * The value that a gamma variable exceeds with probability `tail`, by halving; relative error below
 * 1e-9.
 *
 * @param tail in (0, 1)
 * @param gamma as for `gammaTail`
 */
export function gammaUpperQuantile(tail: number, gamma: Gamma): number {
  let high = gamma.scale * (gamma.shape + 1);
  while (gammaTail(high, gamma) > tail) high *= 2;
  let low = 0;
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    if (gammaTail(middle, gamma) > tail) low = middle;
    else high = middle;
  }
  return high;
}
