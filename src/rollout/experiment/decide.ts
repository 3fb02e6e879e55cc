import { sampleRatioEvidence } from '../../math/sample-ratio.ts';
import { alphasOf } from './alphas.ts';
import { estimateDifference, harmOf, type Estimate } from './estimate.ts';
import type { StepFacts } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';
import { sumsOf, type StepSums } from './step-sums.ts';
import { tuningOf } from './tuning.ts';
import {
  brokenGuardrail,
  hasEnough,
  judge,
  STOPPED,
  tooFew,
  type Action,
  type StepState,
} from './verdict.ts';

/** A decision with what it rests on. Plain JSON; the same plan and facts give the same bytes. */
export type Decision = {
  readonly action: Action;
  /** One sentence for people. */
  readonly because: string;
  readonly estimate: Estimate | null;
  /** In the order of the plan. */
  readonly guardrails: readonly GuardrailEvidence[];
  /** Bound of the p-value of the declared shares. */
  readonly sampleRatioP: number;
};

/** What is known of a guardrail, in units of its metric; `null`: too little was measured. */
export type GuardrailEvidence = {
  readonly metric: string;
  /** Harm that is certain; below 0 while none is. */
  readonly harm: number | null;
  /** Harm as it was seen: the difference, positive for worse. */
  readonly seen: number | null;
};

/**
 * Decides on a step from everything known of it: pure, so that a past decision can be made again
 * from its record. In this order: a wrong sample ratio stops; a guardrail that is broken for certain
 * aborts; a treatment that is worse for certain aborts; one that is better for certain is promoted,
 * or widens first; a step that has lasted its time widens, beyond the cautious share only where harm
 * above the tolerance is excluded; a step without an end holds.
 *
 * Every step and every guardrail has its own evidence at its part of the plan's alpha (`alphasOf`), so
 * that the chance of any false conclusion, looked at however often, stays below alpha. A sound
 * experiment is stopped for its sample ratio once in a thousand besides.
 *
 * Cost: one pass over the outcomes; `decideState` costs microseconds once they are summed.
 */
export const decideStep = (plan: ExperimentPlan, { outcomes, ...step }: StepFacts): Decision =>
  decideState(plan, { ...step, sums: sumsOf(plan, outcomes) });

/** The same from sums, for whoever adds outcomes as they come. */
export function decideState(plan: ExperimentPlan, state: StepState): Decision {
  const treatmentShare = plan.ramp[state.step]!;
  const alphas = alphasOf(plan);
  const deciding = state.sums.metrics[0]!;
  const tunedTo = tuningOf(plan, state.sums, treatmentShare);
  const isEnough = hasEnough(plan, deciding);
  const estimate = estimateDifference(deciding, { alpha: alphas.deciding, tunedTo });
  const guardrails = harmsOf(plan, state.sums, { alpha: alphas.guardrail, tunedTo });
  const sampleRatioP = ratioP(state, treatmentShare);
  const evidence = { estimate, guardrails, sampleRatioP };
  if (sampleRatioP < alphas.sampleRatio) return { ...evidence, ...STOPPED };
  const broken = guardrails.findIndex(
    ({ harm }, i) => harm !== null && harm > plan.guardrails[i]!.bears,
  );
  if (broken >= 0)
    return {
      ...evidence,
      ...brokenGuardrail(guardrails[broken]!.metric, guardrails[broken]!.harm!),
    };
  if (!isEnough || estimate === null) return { ...evidence, ...tooFew(plan, state) };
  return { ...evidence, ...judge(plan, state, estimate) };
}

function harmsOf(
  plan: ExperimentPlan,
  { metrics }: StepSums,
  bounds: { readonly alpha: number; readonly tunedTo: number },
): Decision['guardrails'] {
  return plan.guardrails.map(({ metric, worse }) => {
    const sums = metrics.find((one) => one.metric === metric)!;
    const harm = hasEnough(plan, sums) ? harmOf(sums, worse, bounds) : null;
    return { metric, harm: harm?.certain ?? null, seen: harm?.seen ?? null };
  });
}

function ratioP({ enrolled }: StepState, treatmentShare: number): number {
  if (treatmentShare >= 1) return 1;
  const counts = [enrolled.treatment, enrolled.control];
  return Math.min(1, Math.exp(-sampleRatioEvidence(counts, [treatmentShare, 1 - treatmentShare])));
}
