import { usersUntilFound } from '../../math/sequence-power.ts';
import { alphasOf, comparedSteps } from './alphas.ts';
import { daysUntilArrived } from './arrivals.ts';
import type { ForecastBasis } from './forecast.ts';
import type { ExperimentPlan } from './plan.ts';
import { tunedFor } from './tuning.ts';

/** How soon a harm of one size ends the experiment. */
export interface HarmForecast {
  /** Loss of the deciding metric, above 0, in its units. */
  readonly harm: number;
  /** 0-based step of the ramp that finds it; `null`: none does in its time. */
  readonly step: number | null;
  /** Days from the start until it is found at the plan's power; `null` likewise. */
  readonly days: number | null;
}

/**
 * When a harm would be found, for each size: the way down the ramp, as `decideStep` goes it. A step
 * finds the harm when as many windows have closed as its power asks for. It ends before where it may
 * widen: up to `cautiousShare` once it has lasted its least and can be read; beyond it once harm above
 * the tolerance is excluded, which a smaller harm lets happen. A step that neither finds it nor widens
 * holds when its days are over.
 */
export const forecastHarms = (
  plan: ExperimentPlan,
  basis: ForecastBasis,
  harms: readonly number[],
): HarmForecast[] => harms.map((harm) => ({ harm, ...whenFound(plan, basis, harm) }));

function whenFound(
  plan: ExperimentPlan,
  basis: ForecastBasis,
  harm: number,
): Omit<HarmForecast, 'harm'> {
  const steps = comparedSteps(plan);
  let before = 0;
  for (let step = 0; step < steps; step++) {
    const found = daysToTell(plan, basis, { step, difference: harm });
    const widens = step + 1 < steps ? daysToWiden(plan, basis, { step, harm }) : Infinity;
    if (Math.min(found, widens) > plan.maximumDays) break;
    if (found <= widens) return { step, days: before + found };
    before += widens;
  }
  return { step: null, days: null };
}

/** Days from the beginning of a step until it tells a difference at the plan's power. */
function daysToTell(
  plan: ExperimentPlan,
  basis: ForecastBasis,
  { step, difference }: { readonly step: number; readonly difference: number },
): number {
  const treatmentShare = plan.ramp[step]!;
  const { deviation } = basis;
  const of = { effect: difference, deviation, treatmentShare, alpha: alphasOf(plan).deciding };
  const tunedTo = tunedFor(plan, treatmentShare, basis.early ?? deviation);
  const found = usersUntilFound(of, { power: plan.power, tunedTo });
  const users = Math.max(found, usersToRead(plan, step));
  return plan.windowHours / 24 + daysUntilArrived(basis, users);
}

function daysToWiden(
  plan: ExperimentPlan,
  basis: ForecastBasis,
  { step, harm }: { readonly step: number; readonly harm: number },
): number {
  const read = plan.windowHours / 24 + daysUntilArrived(basis, usersToRead(plan, step));
  const least = Math.max(plan.minimumHours / 24, read);
  if (plan.ramp[step + 1]! <= plan.cautiousShare) return least;
  const room = plan.tolerance - harm;
  return room <= 0
    ? Infinity
    : Math.max(least, daysToTell(plan, basis, { step, difference: room }));
}

/** Users of both arms that bring the smaller one to the plan's minimum. */
const usersToRead = ({ ramp, minimumUsers }: ExperimentPlan, step: number): number =>
  minimumUsers / Math.min(ramp[step]!, 1 - ramp[step]!);
