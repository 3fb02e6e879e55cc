import { effectForPower, usersForPower } from '../../math/sequence-power.ts';
import { alphasOf } from './alphas.ts';
import { arrivedAfter, daysUntilArrived, type Arrivals } from './arrivals.ts';
import { soughtDifference, type ExperimentPlan } from './plan.ts';

/** What is known of the service before an experiment. */
export interface ForecastBasis extends Arrivals {
  /** Deviation of a user's deciding metric over a window; what CUPED leaves of it, if that is known. */
  readonly deviation: number;
  /** The same of the first outcomes as they are, where that is known: bounds are tuned by it. */
  readonly early?: number;
}

/** What a step of the ramp can be expected to tell. */
export interface StepForecast {
  readonly share: number;
  /** Outcomes of both arms that tell what the plan seeks (`soughtDifference`) at its power. */
  readonly outcomes: number;
  /** Days from the step's start until they are in; `null`: never, there are not so many users. */
  readonly days: number | null;
  /** Outcomes when the step has lasted the plan's maximum. */
  readonly mostOutcomes: number;
  /** Whether the smaller arm has the plan's minimum of users by then. */
  readonly isRead: boolean;
  /** The smallest difference that is found at the plan's power by then, in units of the metric. */
  readonly smallest: number;
}

/**
 * Power and duration before the start, one row a step that compares. Users come to a step as
 * `arrivedAfter` says, outcomes follow a window later.
 */
export function forecastSteps(plan: ExperimentPlan, basis: ForecastBasis): StepForecast[] {
  const { deviation } = basis;
  const windowDays = plan.windowHours / 24;
  const alpha = alphasOf(plan).deciding;
  const mostOutcomes = Math.floor(arrivedAfter(basis, plan.maximumDays - windowDays));
  return plan.ramp
    .filter((share) => share < 1)
    .map((share) => {
      const of = { deviation, treatmentShare: share, alpha };
      const outcomes = usersForPower({ ...of, effect: soughtDifference(plan) }, plan.power);
      const lasts = windowDays + daysUntilArrived(basis, outcomes);
      return {
        share,
        outcomes,
        days: lasts < Infinity ? Math.max(lasts, plan.minimumHours / 24) : null,
        mostOutcomes,
        isRead: Math.min(share, 1 - share) * mostOutcomes >= plan.minimumUsers,
        smallest: effectForPower(of, { power: plan.power, count: mostOutcomes }),
      };
    });
}
