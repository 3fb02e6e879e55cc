import {
  addOutcome,
  alphasOf,
  estimateDifference,
  noSums,
  tuningOf,
  type Estimate,
  type ExperimentPlan,
  type StepFacts,
} from '../../rollout/index.ts';
import type { ExperimentReportInput, LoggedDecision } from './report-input.ts';
import type { ExperimentReport } from './report-schema.ts';

type SequencePoint = ExperimentReport['sequence'][number];

/** Looks of a step that are shown. */
const LOOKS = 60;
const HOUR_MS = 3_600_000;

interface Look {
  readonly atMs: number;
  readonly outcomes: number;
  readonly estimate: Estimate;
}

/** How the effect and its bounds went through the steps, as whoever looked saw it. */
export function sequenceOf({ plan, facts, decisions }: ExperimentReportInput): SequencePoint[] {
  const steps = plan.ramp.map((_, step) => {
    const known = facts.findLast((one) => one.step === step);
    return known === undefined ? keptLooks(decisions, step) : looksOf(plan, known);
  });
  const beganMs = Math.min(
    ...facts.map(({ startedMs }) => startedMs),
    ...decisions.map(({ atMs }) => atMs),
  );
  const points: SequencePoint[] = [];
  let before = 0;
  for (const [step, looks] of steps.entries()) {
    points.push(...looks.map((look) => pointOf(look, { step, before, beganMs })));
    before += looks.at(-1)?.outcomes ?? 0;
  }
  return points;
}

const pointOf = (
  { atMs, outcomes, estimate }: Look,
  of: { readonly step: number; readonly before: number; readonly beganMs: number },
): SequencePoint => ({
  step: of.step + 1,
  at: new Date(atMs).toISOString(),
  hours: (atMs - of.beganMs) / HOUR_MS,
  outcomes,
  cumulative: of.before + outcomes,
  difference: estimate.difference,
  low: estimate.low,
  high: estimate.high,
});

/** Looks at a step again, at evenly spaced numbers of outcomes: one pass over them. */
function looksOf(plan: ExperimentPlan, { step, outcomes }: StepFacts): Look[] {
  const sums = noSums(plan);
  const alpha = alphasOf(plan).deciding;
  const looks: Look[] = [];
  for (const [k, outcome] of outcomes.entries()) {
    addOutcome(sums, outcome);
    const seen = k + 1;
    const isLook =
      Math.floor((seen * LOOKS) / outcomes.length) > Math.floor((k * LOOKS) / outcomes.length);
    if (!isLook) continue;
    const tunedTo = tuningOf(plan, sums, plan.ramp[step]!);
    const estimate = estimateDifference(sums.metrics[0]!, { alpha, tunedTo });
    if (estimate === null || smallerArm(estimate) < plan.minimumUsers) continue;
    looks.push({ atMs: outcome.closedMs, outcomes: seen, estimate });
  }
  return looks;
}

const smallerArm = ({ users }: Estimate): number => Math.min(users.control, users.treatment);

/** Looks that were written down when they were decided on. */
function keptLooks(decisions: readonly LoggedDecision[], step: number): Look[] {
  const looks = decisions
    .filter((one) => one.step === step)
    .flatMap(({ atMs, decision: { estimate } }): Look[] =>
      estimate === null
        ? []
        : [{ atMs, outcomes: estimate.users.control + estimate.users.treatment, estimate }],
    );
  const every = Math.max(1, Math.ceil(looks.length / LOOKS));
  return looks.filter((_, k) => k % every === 0 || k === looks.length - 1);
}
