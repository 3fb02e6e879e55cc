/**
 * Half-width of an asymptotic confidence sequence: an interval for a mean that holds at all sample
 * sizes at once, so that looking at it after every observation costs nothing.
 *
 *     σ̂ · √( 2(nρ² + 1) / (n²ρ²) · log( √(nρ² + 1) / α ) )
 *
 * With i.i.d. observations of finite variance the chance that the interval ever leaves the true
 * mean out, from the first look on, tends to at most α as the first look comes later: begin to
 * look when the mean is near enough to normal, `MINIMUM_OBSERVATIONS` unless you know better.
 *
 * @param n observations so far, > 0
 * @param deviation σ̂, standard deviation of one observation, ≥ 0
 * @param options alpha in (0, 1); rho > 0 of `rhoFor`, fixed before the first look
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", Annals of Statistics 52(6), 2024, theorem 2.2.
 */
export function sequenceHalfWidth(
  n: number,
  deviation: number,
  { alpha, rho }: { readonly alpha: number; readonly rho: number },
): number {
  const scale = n * rho * rho + 1;
  return deviation * Math.sqrt(((2 * scale) / (n * rho) ** 2) * Math.log(Math.sqrt(scale) / alpha));
}

/**
 * The same on one side only: the distance of the bound below (or above) the mean.
 *
 *     σ̂ · √( 2(nρ² + 1) / (n²ρ²) · log( 1 + √(nρ² + 1) / (2α) ) )
 *
 * Source: the same, appendix on one-sided sequences.
 */
export function sequenceOneSided(
  n: number,
  deviation: number,
  { alpha, rho }: { readonly alpha: number; readonly rho: number },
): number {
  const scale = n * rho * rho + 1;
  const log = Math.log(1 + Math.sqrt(scale) / (2 * alpha));
  return deviation * Math.sqrt(((2 * scale) / (n * rho) ** 2) * log);
}

/**
 * The smallest α at which the two-sided sequence leaves 0 out: a p-value that holds at every look.
 *
 *     p = min(1, √(nρ² + 1) · exp( −n²ρ²·μ̂² / (2(nρ² + 1)·σ̂²) ))
 *
 * @param n as for `sequenceHalfWidth`
 * @param mean μ̂
 * @param options deviation σ̂ ≥ 0; with 0 any mean but 0 is certain; rho as above
 */
export function sequencePValue(
  n: number,
  mean: number,
  { deviation, rho }: { readonly deviation: number; readonly rho: number },
): number {
  if (mean === 0) return 1;
  const scale = n * rho * rho + 1;
  const exponent = (n * rho * mean) ** 2 / (2 * scale * deviation * deviation);
  return Math.min(1, Math.sqrt(scale) * Math.exp(-exponent));
}

/**
 * The ρ that makes the two-sided sequence narrowest when `n` observations are in. It is a wish, not
 * an assumption: the sequence holds for any ρ, and is a little wider elsewhere.
 *
 *     ρ = √( (−2·log α + log(1 − 2·log α)) / n )        a close approximation of the minimum
 *
 * Source: Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", Annals of Statistics 49(2), 2021, section 3.5.
 */
export function rhoFor(n: number, alpha: number): number {
  const logs = -2 * Math.log(alpha);
  return Math.sqrt((logs + Math.log(logs + 1)) / n);
}

/** Observations of each arm before the first look, where nothing is known of their distribution. */
export const MINIMUM_OBSERVATIONS = 100;
