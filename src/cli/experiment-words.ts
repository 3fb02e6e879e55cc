import type { Json } from '../domain/canonical-json.ts';
import type { PlanForecast } from '../monitoring/index.ts';
import {
  soughtDifference,
  type Experiment,
  type ExperimentPlan,
  type HarmForecast,
  type StepForecast,
} from '../rollout/index.ts';
import { counted } from './counted.ts';

/** An experiment as `--json` has it. */
export const documentOf = ({ plan, ...experiment }: Experiment): { [name: string]: Json } => ({
  ...experiment,
  kind: plan.kind,
  treatment: plan.treatment,
  share:
    experiment.status === 'running' && plan.kind !== 'shadow' ? plan.ramp[experiment.step]! : 0,
  plan: plan as unknown as Json,
});

/** Where an experiment stands, in words. */
export function statusWords({
  plan,
  status,
  step,
  startedAt,
  outcome,
  because,
}: Experiment): string {
  if (status === 'draft') return `a draft: ${plan.treatment} against the champion.`;
  const since = (startedAt ?? '').slice(0, 16).replace('T', ' ');
  if (status === 'ended') return `ended, ${outcome ?? 'stopped'}: ${because ?? ''}`;
  return plan.kind === 'shadow'
    ? `${plan.treatment} is asked what the champion is asked since ${since} UTC; nobody gets its lists.`
    : `step ${step + 1} of ${plan.ramp.length}, ${percent(plan.ramp[step]!)} of the users get ${plan.treatment}; since ${since} UTC.`;
}

/** All experiments, a line each. */
export const listWords = (experiments: readonly Experiment[]): string =>
  experiments.length === 0
    ? 'There is no experiment yet. Write a plan (docs/experiments.md) and create it: npx showrunner experiment create PLAN.yaml'
    : experiments
        .map(
          (experiment) =>
            `${experiment.name.padEnd(24)}${experiment.plan.kind.padEnd(8)}${statusWords(experiment)}`,
        )
        .join('\n');

/** Power and duration before the start, a line a step. */
export function forecastWords(plan: ExperimentPlan, forecast: PlanForecast | null): string {
  if (forecast === null)
    return 'How long it takes cannot be said: the log has too few users who asked and were seen for a whole window.';
  const { users, usersADay, deviation, steps, harms } = forecast;
  return [
    `The log knows ${counted(users, 'user')} who ask, ${usersADay.toFixed(0)} on a day; ${plan.metric} of a user in ${plan.windowHours} hours spreads by ${deviation.toPrecision(3)}.`,
    ...steps.map((step) => stepWords(plan, step)),
    ...(plan.kind === 'canary' ? [harmWords(plan, harms)] : []),
  ].join('\n');
}

function stepWords(plan: ExperimentPlan, step: StepForecast): string {
  const sought = `${plan.promotes === 'better' ? 'a difference' : 'to exclude a harm'} of ${soughtDifference(plan)}`;
  const begin = `At ${percent(step.share)} ${sought} takes ${counted(step.outcomes, 'user')} for a power of ${percent(plan.power)}`;
  const by = `in ${counted(plan.maximumDays, 'day')} ${step.smallest.toPrecision(3)} is found`;
  if (!step.isRead)
    return `${begin}; but ${counted(plan.maximumDays, 'day')} bring fewer than ${plan.minimumUsers} users of an arm, so nothing would be read from this step.`;
  return step.days === null
    ? `${begin}, more than there are; ${by}.`
    : `${begin}: ${step.days.toFixed(1)} days; ${by}.`;
}

function harmWords(plan: ExperimentPlan, harms: readonly HarmForecast[]): string {
  const found = harms.map(({ harm, step, days }) =>
    step === null || days === null
      ? `of ${figure(harm)} not in its time`
      : `of ${figure(harm)} after ${days.toFixed(1)} days, when ${percent(plan.ramp[step]!)} have met it`,
  );
  return `A harm is found for a power of ${percent(plan.power)}: ${found.join('; ')}.`;
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
