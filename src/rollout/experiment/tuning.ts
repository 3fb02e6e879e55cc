import { usersForPower } from '../../math/sequence-power.ts';
import { alphasOf } from './alphas.ts';
import { deviationOf } from './estimate.ts';
import { soughtDifference, type ExperimentPlan } from './plan.ts';
import { earlyMostOf, type StepSums } from './step-sums.ts';

/**
 * The users that the plan needs at its power, as the spread of the first outcomes has it: these are
 * all in before the first look, so the sequence is chosen before it is looked at.
 */
export const tuningOf = (plan: ExperimentPlan, { early }: StepSums, share: number): number =>
  tunedFor(plan, share, deviationOf(early));

/** The same for a spread of the first outcomes. */
export function tunedFor(plan: ExperimentPlan, share: number, deviation: number): number {
  const least = earlyMostOf(plan);
  if (!(deviation > 0)) return least;
  const planned = {
    effect: soughtDifference(plan),
    deviation,
    treatmentShare: Math.min(share, 0.99),
    alpha: alphasOf(plan).deciding,
  };
  return Math.max(least, usersForPower(planned, plan.power));
}
