/**
 * log Γ(x) for x > 0; relative error below 1e-13. Arguments below 15 are raised by
 * Γ(x) = Γ(x + 1) / x, then Stirling's series.
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  let [raised, below] = [x, 0];
  while (raised < 15) below += Math.log(raised++);
  const inverse = 1 / (raised * raised);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) /
    raised;
  return (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + series - below;
}
