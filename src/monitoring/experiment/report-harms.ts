import {
  compareArms,
  deviationOf,
  fittedArrivals,
  forecastHarms,
  type Arrivals,
  type ExperimentPlan,
  type StepFacts,
  type StepSums,
} from '../../rollout/index.ts';
import type { ExperimentReport } from './report-schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Losses that are told, as shares of control's mean. */
const SHARES = [0.02, 0.05, 0.1, 0.15, 0.3];
/** Losses that are told where that mean is not above 0, as multiples of the planned effect. */
const EFFECTS = [0.5, 1, 2, 4];

/**
 * What size of harm such an experiment finds, and how soon, by the spread of the outcomes so far and
 * as users came to the latest step.
 *
 * @returns `null` while an arm has fewer users than the plan wants, or nobody came early enough
 */
export function harmsFound(
  plan: ExperimentPlan,
  facts: StepFacts,
  sums: StepSums,
): ExperimentReport['harms'] {
  const compared = compareArms(sums.metrics[0]!);
  const arrivals = arrivalsOf(plan, facts);
  if (compared === null || arrivals === null) return null;
  const { control, treatment } = compared.users;
  const share = treatment / compared.count;
  const deviation = compared.deviation * Math.sqrt(share * (1 - share));
  if (Math.min(control, treatment) < plan.minimumUsers || !(deviation > 0)) return null;
  const mean = compared.control;
  const sizes =
    mean > 0 ? SHARES.map((one) => one * mean) : EFFECTS.map((one) => one * plan.effect);
  return {
    deviation,
    usersADay: arrivals.usersADay,
    users: arrivals.users === Infinity ? null : Math.round(arrivals.users),
    sizes: forecastHarms(
      plan,
      { ...arrivals, deviation, early: deviationOf(sums.early) },
      sizes,
    ).map(({ harm, step, days }) => ({
      harm,
      relative: mean > 0 ? harm / mean : null,
      share: step === null ? null : plan.ramp[step]!,
      days,
    })),
  };
}

/** How users came to the step; those are known whose window has closed. */
function arrivalsOf(
  { windowHours }: ExperimentPlan,
  { startedMs, nowMs, outcomes }: StepFacts,
): Arrivals | null {
  const windowMs = windowHours * HOUR_MS;
  const knownMs = nowMs - windowMs - startedMs;
  if (knownMs <= 0) return null;
  const halfMs = startedMs + knownMs / 2 + windowMs;
  const half = outcomes.filter(({ closedMs }) => closedMs <= halfMs).length;
  return fittedArrivals(half, outcomes.length, knownMs / DAY_MS);
}
