import { sampleRatioEvidence } from '../../math/sample-ratio.ts';
import { usersForPower } from '../../math/sequence-power.ts';
import { varianceOf } from '../../math/moments.ts';
import { certainHarm, estimateDifference, type Bounds, type Estimate } from './estimate.ts';
import type { StepFacts } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';

/**
 * What is to be done: `continue` looking; `widen` to the next step; `promote` the treatment; `abort`
 * it; `stop`, because users do not fall to the arms as declared, so nothing that was measured means
 * anything; `hold`, inconclusive: neither better nor worse beyond doubt, and the time is up.
 */
export type Action = 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';

/** A decision with what it rests on. Plain JSON; the same plan and facts give the same bytes. */
export type Decision = {
  readonly action: Action;
  /** One sentence for people. */
  readonly because: string;
  readonly estimate: Estimate | null;
  /** Harm that is certain, in units of each metric, below 0 while none is; `null`: not measured. */
  readonly guardrails: readonly { readonly metric: string; readonly harm: number | null }[];
  /** Bound of the p-value of the declared shares. */
  readonly sampleRatioP: number;
};

/** A sound experiment is stopped for its sample ratio once in a thousand. */
const SAMPLE_RATIO_ALPHA = 0.001;
const HOUR_MS = 3_600_000;

/**
 * Decides on a step from everything known of it: pure, so that a past decision can be made again
 * from its record. In this order: a wrong sample ratio stops; a guardrail that is broken for certain
 * aborts; a treatment that is worse for certain aborts; one that is better for certain is promoted,
 * or widens first; a step that has lasted its time widens, beyond the cautious share only where harm
 * above the tolerance is excluded; a step without an end holds.
 *
 * Every step has its own evidence at alpha over the number of steps, and each guardrail its own at
 * that over the number of guardrails, so that the chance of any false conclusion stays below alpha
 * for the deciding metric and below alpha for the guardrails together.
 */
export function decideStep(plan: ExperimentPlan, facts: StepFacts): Decision {
  const treatmentShare = plan.ramp[facts.step]!;
  const alpha = plan.alpha / plan.ramp.length;
  const bounds = { alpha, tunedTo: tunedTo(plan, facts, { alpha, treatmentShare }) };
  const isEnough = enough(plan, facts);
  const estimate = estimateDifference(facts.outcomes, plan.metric, bounds, true);
  const guardrails = harmsOf(plan, facts, bounds);
  const sampleRatioP = ratioP(facts, treatmentShare);
  const evidence = { estimate, guardrails, sampleRatioP };
  if (sampleRatioP < SAMPLE_RATIO_ALPHA) return { ...evidence, ...STOPPED };
  if (!isEnough) return { ...evidence, ...tooFew(plan, facts) };
  const broken = guardrails.find(
    ({ harm }, i) => harm !== null && harm > plan.guardrails[i]!.bears,
  );
  if (broken !== undefined)
    return {
      ...evidence,
      action: 'abort',
      because: `The guardrail ${broken.metric} is broken beyond doubt, by at least ${shown(broken.harm!)}.`,
    };
  return { ...evidence, ...judge(plan, facts, estimate!) };
}

type Verdict = Pick<Decision, 'action' | 'because'>;

const STOPPED: Verdict = {
  action: 'stop',
  because:
    'Users do not fall to the arms in the declared shares, so the arms cannot be compared: look for answers that are lost or assigned otherwise in one of them.',
};

function judge(plan: ExperimentPlan, facts: StepFacts, estimate: Estimate): Verdict {
  const { low, high } = estimate;
  const told = `${plan.metric} ${shown(estimate.difference)} (${shown(low)} to ${shown(high)})`;
  if (high < 0)
    return { action: 'abort', because: `The treatment is worse beyond doubt: ${told}.` };
  const isLast = facts.step === plan.ramp.length - 1;
  const hasLasted = facts.nowMs - facts.startedMs >= plan.minimumHours * HOUR_MS;
  if (!hasLasted)
    return {
      action: 'continue',
      because: `The step lasts ${plan.minimumHours} hours at least: ${told}.`,
    };
  if (isLast && low > 0 && plan.kind === 'canary')
    return { action: 'promote', because: `The treatment is better beyond doubt: ${told}.` };
  if (isLast && low > 0)
    return {
      action: 'hold',
      because: `The treatment is better beyond doubt, and promoting is left to people: ${told}.`,
    };
  const next = plan.ramp[facts.step + 1];
  if (next !== undefined && (next <= plan.cautiousShare || low > -plan.tolerance))
    return {
      action: 'widen',
      because: `No harm is certain${next > plan.cautiousShare ? `, and harm above ${plan.tolerance} is excluded` : ''}: ${told}.`,
    };
  const isOver = facts.nowMs - facts.startedMs >= plan.maximumDays * 24 * HOUR_MS;
  return isOver
    ? { action: 'hold', because: `Inconclusive after ${plan.maximumDays} days: ${told}.` }
    : { action: 'continue', because: `Not decided yet: ${told}.` };
}

const countOf = ({ outcomes }: StepFacts, arm: 'control' | 'treatment'): number =>
  outcomes.filter((outcome) => outcome.arm === arm).length;

const enough = (plan: ExperimentPlan, facts: StepFacts): boolean =>
  Math.min(countOf(facts, 'control'), countOf(facts, 'treatment')) >= plan.minimumUsers;

function tooFew(plan: ExperimentPlan, facts: StepFacts): Verdict {
  const [control, treatment] = [countOf(facts, 'control'), countOf(facts, 'treatment')];
  const told = `${control} outcomes of control and ${treatment} of treatment, of each ${plan.minimumUsers} are wanted`;
  const isOver = facts.nowMs - facts.startedMs >= plan.maximumDays * 24 * HOUR_MS;
  return isOver
    ? { action: 'hold', because: `Too few users came in ${plan.maximumDays} days: ${told}.` }
    : { action: 'continue', because: `Too early to read anything: ${told}.` };
}

/** The users that the plan needs at its power, as the spread of what is seen so far has it. */
function tunedTo(
  plan: ExperimentPlan,
  { outcomes }: StepFacts,
  { alpha, treatmentShare }: { readonly alpha: number; readonly treatmentShare: number },
): number {
  const early = outcomes
    .slice(0, 2 * plan.minimumUsers)
    .flatMap(({ values }) => values[plan.metric] ?? []);
  const deviation = Math.sqrt(varianceOf(early));
  if (!(deviation > 0)) return 2 * plan.minimumUsers;
  const share = Math.min(treatmentShare, 0.99);
  return usersForPower(
    { effect: plan.effect, deviation, treatmentShare: share, alpha },
    plan.power,
  );
}

function harmsOf(
  plan: ExperimentPlan,
  { outcomes }: StepFacts,
  { alpha, tunedTo: users }: Bounds,
): Decision['guardrails'] {
  const each = { alpha: alpha / Math.max(1, plan.guardrails.length), tunedTo: users };
  return plan.guardrails.map((guardrail) => ({
    metric: guardrail.metric,
    harm: certainHarm(outcomes, guardrail, each)?.harm ?? null,
  }));
}

function ratioP({ enrolled }: StepFacts, treatmentShare: number): number {
  if (treatmentShare >= 1) return 1;
  const counts = [enrolled.treatment, enrolled.control];
  return Math.min(1, Math.exp(-sampleRatioEvidence(counts, [treatmentShare, 1 - treatmentShare])));
}

const shown = (value: number): string =>
  `${value >= 0 ? '+' : '−'}${Math.abs(value).toPrecision(3)}`;
