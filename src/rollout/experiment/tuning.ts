import { usersForPower } from '../../math/sequence-power.ts';
import { alphasOf } from './alphas.ts';
import { deviationOf } from './estimate.ts';
import { soughtDifference, type ExperimentPlan } from './plan.ts';
import type { StepSums } from './step-sums.ts';

/**
 * The users that the plan needs at its power, as the spread of the first outcomes has it: these are
 * all in before the first look, so the sequence is chosen before it is looked at.
 */
export function tuningOf(
  plan: ExperimentPlan,
  { early, earlyMost }: StepSums,
  share: number,
): number {
  const deviation = deviationOf(early);
  if (!(deviation > 0)) return earlyMost;
  const alpha = alphasOf(plan).deciding;
  const planned = {
    effect: soughtDifference(plan),
    deviation,
    treatmentShare: Math.min(share, 0.99),
    alpha,
  };
  return Math.max(earlyMost, usersForPower(planned, plan.power));
}
