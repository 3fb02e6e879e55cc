import type { ExperimentPlan } from './plan.ts';

/** Chances of a false conclusion that a single step may take. */
export interface Alphas {
  /** Of the deciding metric, two-sided. */
  readonly deciding: number;
  /** Of each guardrail, one-sided. */
  readonly guardrail: number;
  /** Of the sample ratio, besides the plan's alpha. */
  readonly sampleRatio: number;
}

/** A sound experiment is stopped for its sample ratio once in a thousand, over all steps. */
const SAMPLE_RATIO_ALPHA = 0.001;

/** The steps that compare: one that gives everybody the treatment has nothing to compare with. */
export const comparedSteps = ({ ramp }: ExperimentPlan): number =>
  ramp.filter((share) => share < 1).length;

/**
 * Divides the plan's alpha so that the chance of any false conclusion, of the deciding metric or a
 * guardrail, at any step and look, stays below it: evenly over the steps; where there are guardrails,
 * half of a step's for the deciding metric and half for them, evenly. The sum over all of them is
 * alpha, whatever depends on what (Boole).
 */
export function alphasOf(plan: ExperimentPlan): Alphas {
  const steps = Math.max(1, comparedSteps(plan));
  const guardrails = plan.guardrails.length;
  const each = plan.alpha / steps;
  return {
    deciding: guardrails === 0 ? each : each / 2,
    guardrail: guardrails === 0 ? 0 : each / 2 / guardrails,
    sampleRatio: SAMPLE_RATIO_ALPHA / steps,
  };
}
