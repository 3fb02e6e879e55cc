import { rhoFor, sequenceHalfWidth } from './confidence-sequence.ts';
import { normalCdf, normalQuantile } from './normal.ts';

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
 * that count unless it is given. Looking earlier only adds to it, so it is a lower bound:
 *
 *     Φ( |effect|/se − w/se )        se = σ·√(1/n₁ + 1/n₀), w the half-width at n = n₁ + n₀
 */
export function sequencePower(
  { effect, deviation, treatmentShare, alpha }: PlannedComparison,
  count: number,
  rho = rhoFor(count, alpha),
): number {
  const one = deviation / Math.sqrt(treatmentShare * (1 - treatmentShare));
  const standardError = one / Math.sqrt(count);
  const halfWidth = sequenceHalfWidth(count, one, { alpha, rho });
  return normalCdf((Math.abs(effect) - halfWidth) / standardError);
}

/**
 * Users of both arms together that give the power; Infinity for no effect. With ρ tuned to n the
 * half-width is a fixed number k of standard errors, so
 *
 *     n = ( (k + Φ⁻¹(power)) · σ / (√(p(1−p))·|effect|) )²        p the treatment's share
 *
 * @param power in (0, 1)
 */
export function usersForPower(plan: PlannedComparison, power: number): number {
  if (plan.effect === 0) return Infinity;
  return Math.max(2, Math.ceil((foundByOne(plan, power) / plan.effect) ** 2));
}

/**
 * Users of both arms together after which a sequence that is tuned to another number has found the
 * effect with the power; Infinity for no effect. By halving: the chance grows with the users.
 *
 * @param tunedTo users for which the bounds are narrowest
 * @param power in (0, 1)
 */
export function usersUntilFound(
  plan: PlannedComparison,
  { power, tunedTo }: { readonly power: number; readonly tunedTo: number },
): number {
  // No tuning finds it earlier than the one made for it.
  let few = usersForPower(plan, power);
  if (few === Infinity) return Infinity;
  const rho = rhoFor(tunedTo, plan.alpha);
  const isFound = (count: number): boolean => sequencePower(plan, count, rho) >= power;
  if (isFound(few)) return few;
  let many = 2 * few;
  while (!isFound(many)) many *= 2;
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (isFound(middle)) many = middle;
    else few = middle;
  }
  return many;
}

/** The effect that is found with the power when `count` users are in; the same solved for it. */
export const effectForPower = (
  plan: Omit<PlannedComparison, 'effect'>,
  { power, count }: { readonly power: number; readonly count: number },
): number => foundByOne(plan, power) / Math.sqrt(count);

/** (k + Φ⁻¹(power)) · σ / √(p(1−p)). */
function foundByOne(plan: Omit<PlannedComparison, 'effect'>, power: number): number {
  const { deviation, treatmentShare: share, alpha } = plan;
  const errors = sequenceHalfWidth(1, 1, { alpha, rho: rhoFor(1, alpha) }) + normalQuantile(power);
  return (errors * deviation) / Math.sqrt(share * (1 - share));
}
