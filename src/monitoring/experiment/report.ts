import {
  alphasOf,
  decideState,
  sumsOf,
  type Decision,
  type ExperimentPlan,
  type StepFacts,
} from '../../rollout/index.ts';
import { counted } from '../../pages/index.ts';
import type { ExperimentReportInput, LoggedDecision } from './report-input.ts';
import type { ExperimentReport } from './report-schema.ts';
import { harmsFound } from './report-harms.ts';
import { segmentRows } from './report-segments.ts';
import { sequenceOf } from './report-sequence.ts';
import { verdictOf } from './report-verdict.ts';

const HOUR_MS = 3_600_000;

/**
 * What became of an experiment, from its plan, what was decided and the latest facts: the same
 * arithmetic as the decisions, so the report says what they saw.
 *
 * Cost: two passes over the outcomes of the facts, one more for segments.
 */
export function experimentReport(input: ExperimentReportInput): ExperimentReport {
  const { plan, status, facts, decisions } = input;
  const latest = facts.at(-1) ?? null;
  const state = latest === null ? null : stateOf(latest, plan);
  const decision = state === null ? (decisions.at(-1)?.decision ?? null) : decideState(plan, state);
  const step = stepOf(input, latest);
  const effect = effectOf(plan, decision);
  const guardrails = guardrailsOf(plan, decision);
  const last = decisions.at(-1)?.decision ?? decision;
  const ended = input.ended ?? null;
  return {
    format: 1,
    at: new Date(input.atMs).toISOString(),
    plan,
    status,
    verdict: verdictOf({ plan, status, effect, step, guardrails, last, ended }),
    step,
    effect,
    sequence: sequenceOf(input),
    harms: latest === null || state === null ? null : harmsFound(plan, latest, state.sums),
    guardrails,
    sampleRatio: latest === null || decision === null ? null : ratioOf(plan, latest, decision),
    segments:
      latest === null || input.segments === undefined
        ? []
        : segmentRows(plan, latest, input.segments),
    decisions: logOf(plan, decisions),
    rules: rulesOf(plan),
  };
}

const stateOf = ({ outcomes, ...step }: StepFacts, plan: ExperimentPlan) => ({
  ...step,
  sums: sumsOf(plan, outcomes),
});

function stepOf(
  { plan }: ExperimentReportInput,
  facts: StepFacts | null,
): ExperimentReport['step'] {
  if (facts === null) return null;
  const { step, startedMs, nowMs, outcomes } = facts;
  const treatment = outcomes.filter(({ arm }) => arm === 'treatment').length;
  return {
    step: step + 1,
    of: plan.ramp.length,
    share: plan.ramp[step]!,
    startedAt: new Date(startedMs).toISOString(),
    hours: (nowMs - startedMs) / HOUR_MS,
    outcomes: { control: outcomes.length - treatment, treatment },
  };
}

function effectOf(plan: ExperimentPlan, decision: Decision | null): ExperimentReport['effect'] {
  const estimate = decision?.estimate ?? null;
  if (estimate === null) return null;
  const { control, treatment } = estimate.users;
  if (Math.min(control, treatment) < plan.minimumUsers) return null;
  const share = (value: number): number => value / estimate.control;
  return {
    ...estimate,
    relative:
      estimate.control > 0
        ? {
            difference: share(estimate.difference),
            low: share(estimate.low),
            high: share(estimate.high),
          }
        : null,
    level: 1 - alphasOf(plan).deciding,
  };
}

const guardrailsOf = (
  plan: ExperimentPlan,
  decision: Decision | null,
): ExperimentReport['guardrails'] =>
  plan.guardrails.map((guardrail, k) => {
    const { seen = null, harm: least = null } = decision?.guardrails[k] ?? {};
    // The bounds lie as far from what was seen on either side.
    const most = seen === null || least === null ? null : 2 * seen - least;
    return { ...guardrail, seen, least, most, state: guardrailState(guardrail.bears, least, most) };
  });

function guardrailState(
  bears: number,
  least: number | null,
  most: number | null,
): ExperimentReport['guardrails'][number]['state'] {
  if (least === null || most === null) return 'not-measured';
  if (least > bears) return 'broken';
  return most <= bears ? 'kept' : 'open';
}

function ratioOf(
  plan: ExperimentPlan,
  { enrolled, step }: StepFacts,
  { sampleRatioP: p }: Decision,
): ExperimentReport['sampleRatio'] {
  const all = enrolled.control + enrolled.treatment;
  return {
    enrolled: { ...enrolled },
    declared: plan.ramp[step]!,
    observed: all === 0 ? null : enrolled.treatment / all,
    p,
    isKept: p >= alphasOf(plan).sampleRatio,
  };
}

/** Looks in a row that came to the same action in the same step are told as one, the last. */
function logOf(
  plan: ExperimentPlan,
  decisions: readonly LoggedDecision[],
): ExperimentReport['decisions'] {
  const log: ExperimentReport['decisions'] = [];
  for (const { atMs, step, factsId, decision } of decisions) {
    const before = log.at(-1);
    const isSame = before?.action === decision.action && before.step === step + 1;
    if (isSame) log.pop();
    log.push({
      at: new Date(atMs).toISOString(),
      step: step + 1,
      share: plan.ramp[step]!,
      action: decision.action,
      because: decision.because,
      looks: isSame ? before.looks + 1 : 1,
      factsId,
    });
  }
  return log;
}

const rulesOf = (plan: ExperimentPlan): string[] => [
  `The unit is the user: what they did in the ${counted(plan.windowHours, 'hour')} after their first list of a step. A user counts when that time is over, so that all had the same time.`,
  'Testers, whose arm was told, count nowhere. Each step of the ramp begins anew.',
  `Intervals may be looked at at any time: the chance that anything is ever concluded of two equal ways, over all steps, looks and guardrails, is at most ${100 * plan.alpha} % (asymptotic confidence sequences); so the interval of one step holds with ${(100 * (1 - alphasOf(plan).deciding)).toFixed(2)} %. Nothing is read from fewer than ${plan.minimumUsers} users of an arm.`,
  'What users did before the experiment began is taken out of the deciding metric (CUPED): the same mean, a narrower interval.',
  'Segments are corrected for their number (Holm) and decide nothing.',
];
