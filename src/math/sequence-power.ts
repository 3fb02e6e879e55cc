import { rhoFor, sequenceHalfWidth } from './confidence-sequence.ts';
import { normalCdf } from './normal.ts';

/** A comparison of two arms by a confidence sequence. */
export interface PlannedComparison {
  /** Difference of means that is to be found, in the units of the outcome. */
  readonly effect: number;
  /** Deviation of one user's outcome, the same in both arms. */
  readonly deviation: number;
  /** Share of the users in the treatment, in (0, 1). */
  readonly treatmentShare: number;
  readonly alpha: number;
}

/**
 * The chance that the sequence leaves 0 out at the latest when `count` users are in, with ρ tuned to
 * that count. Looking earlier only adds to it, so it is a lower bound:
 *
 *     Φ( |effect|/se − w/se )        se = σ·√(1/n₁ + 1/n₀), w the half-width at n = n₁ + n₀
 */
export function sequencePower(
  { effect, deviation, treatmentShare, alpha }: PlannedComparison,
  count: number,
): number {
  const one = deviation / Math.sqrt(treatmentShare * (1 - treatmentShare));
  const standardError = one / Math.sqrt(count);
  const halfWidth = sequenceHalfWidth(count, one, { alpha, rho: rhoFor(count, alpha) });
  return normalCdf((Math.abs(effect) - halfWidth) / standardError);
}

/**
 * Users of both arms together that give the power, by bisection; Infinity for no effect.
 *
 * @param power in (0, 1)
 */
export function usersForPower(plan: PlannedComparison, power: number): number {
  if (plan.effect === 0) return Infinity;
  let [low, high] = [2, 4];
  while (sequencePower(plan, high) < power) {
    low = high;
    high *= 2;
    if (high > 2 ** 50) return Infinity;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (sequencePower(plan, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
