import { logGamma } from './log-gamma.ts';

/**
 * Whether users fall to arms in the declared shares, by a test that may be looked at after every
 * user. The evidence is a Bayes factor of a Dirichlet mixture about the declared shares p over p:
 *
 *     BF = Γ(A)/Γ(A + n) · Πₖ Γ(aₖ + nₖ)/Γ(aₖ) · pₖ^(−nₖ)        aₖ = A·pₖ, n = Σ nₖ
 *
 * Under the declared shares BF is a martingale that begins at 1, so it ever reaches 1/α with
 * probability at most α (Ville): a stop at α = 0.001 stops one sound experiment in a thousand at
 * most, however long and often it is looked at.
 *
 * @param counts nₖ: users of each arm so far
 * @param shares pₖ > 0, declared; sum 1
 * @param concentration A: how near to p the wrong shares are looked for; √(p(1−p)/A) is their
 *   typical distance. The default, 1,000, looks for shares off by about 1.5 points.
 * @returns log BF; −log of it bounds the p-value so far
 * Source: Lindon & Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
 */
export function sampleRatioEvidence(
  counts: readonly number[],
  shares: readonly number[],
  concentration = 1000,
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let log = logGamma(concentration) - logGamma(concentration + total);
  for (const [arm, count] of counts.entries()) {
    const share = shares[arm]!;
    const a = concentration * share;
    log += logGamma(a + count) - logGamma(a) - count * Math.log(share);
  }
  return log;
}
