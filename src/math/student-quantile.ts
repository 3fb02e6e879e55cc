import { normalQuantile } from './normal.ts';

/**
 * The value below which Student's t lies with probability p, by its expansion in 1/ν around the
 * normal quantile z:
 *
 *     t ≈ z + (z³+z)/4ν + (5z⁵+16z³+3z)/96ν² + (3z⁷+19z⁵+17z³−15z)/384ν³
 *         + (79z⁹+776z⁷+1482z⁵−1920z³−945z)/92160ν⁴
 *
 * Relative error below 1e-4 for ν ≥ 8 and p between 0.01 and 0.99.
 *
 * @param freedom ν > 0, whole or not; ∞ gives the normal quantile
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.5.
 */
export function studentQuantile(p: number, freedom: number): number {
  const z = normalQuantile(p);
  const s = z * z;
  const terms = [
    (z * (s + 1)) / 4,
    (z * ((5 * s + 16) * s + 3)) / 96,
    (z * (((3 * s + 19) * s + 17) * s - 15)) / 384,
    (z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945)) / 92160,
  ];
  return terms.reduce((sum, term, k) => sum + term / freedom ** (k + 1), z);
}
