/**
 * Holm's correction: p-values such that rejecting those below α makes a single false rejection
 * among all of them with probability at most α, whatever depends on what.
 *
 *     p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎)        in ascending order, 1-based
 *
 * @param pValues in any order; NaN (nothing was tested) stays NaN and does not count
 * @returns corrected values, parallel
 * Source: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat., 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  return corrected(pValues, (ascending) => {
    let least = 0;
    return ascending.map(
      (p, i) => (least = Math.max(least, Math.min(1, (ascending.length - i) * p))),
    );
  });
}

/**
 * Benjamini & Hochberg's correction: p-values such that of those below q a share of at most q is
 * false on average, for tests that are independent or positively dependent.
 *
 *     p̃₍ᵢ₎ = min over j ≥ i of min(1, m/j·p₍ⱼ₎)
 *
 * @param pValues as for `holm`
 * Source: Benjamini & Hochberg, J. R. Statist. Soc. B 57(1), 1995.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return corrected(pValues, (ascending) => {
    let most = 1;
    const last = ascending.length;
    return ascending
      .map((p, i) => [p, i + 1] as const)
      .reverse()
      .map(([p, rank]) => (most = Math.min(most, (last / rank) * p)))
      .reverse();
  });
}

/** Applies a rule to the sorted values and puts its results back in their places. */
function corrected(
  pValues: readonly number[],
  rule: (ascending: readonly number[]) => readonly number[],
): number[] {
  const order = pValues
    .map((_, at) => at)
    .filter((at) => !Number.isNaN(pValues[at]!))
    .sort((a, b) => pValues[a]! - pValues[b]!);
  const values = rule(order.map((at) => pValues[at]!));
  const result = pValues.map(() => NaN);
  for (const [rank, at] of order.entries()) result[at] = values[rank]!;
  return result;
}
