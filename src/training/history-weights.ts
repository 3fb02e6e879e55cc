import type { History } from '../evaluation/index.ts';

/** How the weight of a watch depends on its place in the history and on what the user made of it. */
export interface HistoryWeighting {
  /** κ: places over which the weight falls to 1/e; `null` weighs all alike. */
  readonly historyDecayRank: number | null;
  /** The least weight by place, in [0, 1]. */
  readonly historyDecayFloor: number;
  /** γ_c ≥ 0: 0 leaves completion aside. Absent in models of before it was there. */
  readonly historyCompletionExponent?: number;
  /** γ_r ≥ 0: 0 leaves ratings aside. Absent in models of before it was there. */
  readonly historyRatingExponent?: number;
}

/**
 * Weight of each item of a history at inference:
 *
 *     w = max(floor, exp(−rank / κ)) · (c / c̄)^γ_c · (r / r̄)^γ_r        rank 0 the latest
 *
 * c is the share watched, r the rating, c̄ and r̄ their means over those of the history that are
 * known; where one is not known its factor is 1, as for the average. Ratings count by their
 * proportion, so that it does not matter how many stars there are or how generous the user is.
 * A history without times has no order that means anything; all its places weigh the same.
 *
 * @returns one weight above 0 per item, parallel to `history.items`
 */
export function historyWeights(history: History, weighting: HistoryWeighting): Float64Array {
  const { historyDecayRank: kappa, historyDecayFloor: floor } = weighting;
  const count = history.items.length;
  const weights = new Float64Array(count).fill(1);
  if (kappa !== null && !Number.isNaN(history.timesMs[0] ?? NaN))
    for (let i = 0; i < count; i++)
      weights[i] = Math.max(floor, Math.exp(-(count - 1 - i) / kappa));
  scaleBy(weights, history.completions, weighting.historyCompletionExponent ?? 0);
  scaleBy(weights, history.ratings, weighting.historyRatingExponent ?? 0);
  return weights;
}

/** The least share of the mean that a value counts as, so that no weight is 0. */
const LEAST = 0.01;

/** Multiplies weights by (value / mean of the known values) to the power of an exponent. */
function scaleBy(
  weights: Float64Array,
  values: ArrayLike<number> | undefined,
  exponent: number,
): void {
  if (values === undefined || exponent === 0) return;
  let [sum, known] = [0, 0];
  for (let i = 0; i < weights.length; i++)
    if (values[i]! >= 0) [sum, known] = [sum + values[i]!, known + 1];
  if (sum === 0) return;
  for (let i = 0; i < weights.length; i++)
    if (values[i]! >= 0) weights[i]! *= Math.max(LEAST, (values[i]! * known) / sum) ** exponent;
}
