import { logGamma } from './log-gamma.ts';

/**
 * The upper tail of a gamma distribution, P(X ≥ x) = Γ(a, x/θ) / Γ(a): by the series of the lower
 * tail where x/θ < a + 1, else by Lentz's continued fraction of the upper one.
 *
 * @param x NaN gives NaN; 0 and below give 1
 * @param gamma shape a > 0, scale θ > 0
 * Source: Abramowitz & Stegun, 6.5.29 and 6.5.31; Lentz, Applied Optics 15, 1976.
 */
export function gammaTail(
  x: number,
  { shape, scale }: { readonly shape: number; readonly scale: number },
): number {
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
 * How likely a value at least as large as `x` is under the law that `sample` was drawn from, with a
 * gamma distribution of the sample's mean and variance carried on beyond its largest value. A sample
 * that does not vary gives 1 up to its value and 0 beyond.
 *
 * @param sample values ≥ 0, at least two
 */
export function tailBeyondSample(sample: ArrayLike<number>, x: number): number {
  const count = sample.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += sample[i]! / count;
  let variance = 0;
  for (let i = 0; i < count; i++) variance += (sample[i]! - mean) ** 2 / (count - 1);
  if (!(variance > 0) || !(mean > 0)) return x > mean ? 0 : 1;
  return gammaTail(x, { shape: (mean * mean) / variance, scale: variance / mean });
}
