import type { History } from '../evaluation/index.ts';

/** How the weight of a watch falls with its place in the history. */
export interface HistoryDecay {
  /** κ: places over which the weight falls to 1/e; `null` weighs all alike. */
  readonly historyDecayRank: number | null;
  /** The least weight, in [0, 1]. */
  readonly historyDecayFloor: number;
}

/**
 * Weight of each item of a history at inference:
 *
 *     w = max(floor, exp(−rank / κ))        rank 0 the latest
 *
 * A history without times has no order that means anything; all its weights are 1.
 *
 * @returns one weight in (0, 1] per item, parallel to `history.items`
 */
export function historyWeights(history: History, decay: HistoryDecay): Float64Array {
  const { historyDecayRank: kappa, historyDecayFloor: floor } = decay;
  const count = history.items.length;
  const weights = new Float64Array(count).fill(1);
  if (kappa === null || Number.isNaN(history.timesMs[0] ?? NaN)) return weights;
  for (let i = 0; i < count; i++) weights[i] = Math.max(floor, Math.exp(-(count - 1 - i) / kappa));
  return weights;
}
