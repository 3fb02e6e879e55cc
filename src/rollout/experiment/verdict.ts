import { usersOf, type Estimate } from './estimate.ts';
import type { StepFacts } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';
import type { MetricSums, StepSums } from './step-sums.ts';

/**
 * What is to be done: `continue` looking; `widen` to the next step; `promote` the treatment; `abort`
 * it; `stop`, because users do not fall to the arms as declared, so nothing that was measured means
 * anything; `hold`, inconclusive: neither better nor worse beyond doubt, and the time is up.
 */
export type Action = 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';

/** A step as far as a decision needs it: `StepFacts` with sums in place of the outcomes. */
export type StepState = Omit<StepFacts, 'outcomes'> & { readonly sums: StepSums };

/** What is to be done, and one sentence for people. */
export interface Verdict {
  readonly action: Action;
  readonly because: string;
}

const HOUR_MS = 3_600_000;

/** Users do not fall to the arms as declared. */
export const STOPPED: Verdict = {
  action: 'stop',
  because:
    'Users do not fall to the arms in the declared shares, so the arms cannot be compared: look for answers that are lost or assigned otherwise in one of them.',
};

/** A guardrail is broken. @param harm that is certain, in units of the metric */
export const brokenGuardrail = (metric: string, harm: number): Verdict => ({
  action: 'abort',
  because: `The guardrail ${metric} is broken beyond doubt, by at least ${shown(harm)}.`,
});

/** What the deciding metric says, once it may be read. */
export function judge(plan: ExperimentPlan, state: StepState, estimate: Estimate): Verdict {
  const { low, high } = estimate;
  const told = `${plan.metric} ${shown(estimate.difference)} (${shown(low)} to ${shown(high)})`;
  if (plan.kind === 'aa' && (low > 0 || high < 0))
    return {
      action: 'stop',
      because: `Two equal ways differ beyond doubt, so what is measured cannot be trusted: ${told}.`,
    };
  if (high < 0)
    return { action: 'abort', because: `The treatment is worse beyond doubt: ${told}.` };
  if (state.nowMs - state.startedMs < plan.minimumHours * HOUR_MS)
    return {
      action: 'continue',
      because: `The step lasts ${plan.minimumHours} hours at least: ${told}.`,
    };
  // A step that gives everybody the treatment compares nothing: to reach it is to be promoted.
  const next = plan.ramp[state.step + 1] ?? 1;
  if (next < 1 && (next <= plan.cautiousShare || low > -plan.tolerance))
    return {
      action: 'widen',
      because: `No harm is certain${next > plan.cautiousShare ? `, and harm above ${plan.tolerance} is excluded` : ''}: ${told}.`,
    };
  const shows = shownFor(plan, low);
  if (next === 1 && shows !== null)
    return plan.kind === 'canary'
      ? { action: 'promote', because: `${shows}: ${told}.` }
      : { action: 'hold', because: `${shows}, and promoting is left to people: ${told}.` };
  return isOver(plan, state)
    ? { action: 'hold', because: `Inconclusive after ${plan.maximumDays} days: ${told}.` }
    : { action: 'continue', because: `Not decided yet: ${told}.` };
}

/** What the lower bound shows that the plan asks for; `null`: nothing yet. Equal ways show nothing. */
function shownFor({ kind, promotes, tolerance }: ExperimentPlan, low: number): string | null {
  if (kind === 'aa') return null;
  if (low > 0) return 'The treatment is better beyond doubt';
  return promotes === 'not-worse' && low > -tolerance
    ? `The treatment is not worse: harm above ${tolerance} is excluded`
    : null;
}

const isOver = (plan: ExperimentPlan, { nowMs, startedMs }: StepState): boolean =>
  nowMs - startedMs >= plan.maximumDays * 24 * HOUR_MS;

/** Whether a metric may be read: enough users of each arm have it. */
export function hasEnough({ minimumUsers }: ExperimentPlan, sums: MetricSums): boolean {
  const { control, treatment } = usersOf(sums);
  return Math.min(control, treatment) >= minimumUsers;
}

/** The deciding metric may not be read yet. */
export function tooFew(plan: ExperimentPlan, state: StepState): Verdict {
  const { control, treatment } = usersOf(state.sums.metrics[0]!);
  const told = `${control} outcomes of control and ${treatment} of treatment, of each ${plan.minimumUsers} are wanted`;
  return isOver(plan, state)
    ? { action: 'hold', because: `Too few users came in ${plan.maximumDays} days: ${told}.` }
    : { action: 'continue', because: `Too early to read anything: ${told}.` };
}

const shown = (value: number): string =>
  `${value >= 0 ? '+' : '−'}${Math.abs(value).toPrecision(3)}`;
