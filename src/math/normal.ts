/**
 * Φ(z): the probability that a standard normal lies below z. Absolute error below 1e-15.
 *
 * Near the middle the Taylor series that starts with φ(z)·z, beyond |z| > 4 the continued fraction
 * of Mills' ratio, evaluated backwards.
 *
 * Source: Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11(4), 2004; the
 * continued fraction: Abramowitz & Stegun, 26.2.14.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (Math.abs(z) > 4) return z > 0 ? 1 - upperTail(z) : upperTail(-z);
  let [term, sum] = [z, z];
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}

/** φ(z) = exp(−z²/2) / √(2π). */
export const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** P(Z > z) for z > 4: φ(z) / (z + 1/(z + 2/(z + 3/…))). */
function upperTail(z: number): number {
  if (z > 38) return 0;
  let fraction = z;
  for (let k = 60; k >= 1; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}

/**
 * Φ⁻¹(p): the value below which a standard normal lies with probability p; −∞ for 0, ∞ for 1, NaN
 * outside [0, 1]. Relative error below 1e-12: a rational start, then Halley's steps on Φ.
 *
 * Source of the start: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return p === 1 ? Infinity : -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  let z = start(p);
  for (let step = 0; step < 4; step++) {
    const error = (normalCdf(z) - p) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/** Lower-tail quantile within 4.5e-4, p ≤ ½. */
function start(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return top / bottom - t;
}
