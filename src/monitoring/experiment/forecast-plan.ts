import {
  forecastHarms,
  forecastSteps,
  type ExperimentPlan,
  type ForecastBasis,
  type HarmForecast,
  type StepForecast,
} from '../../rollout/index.ts';
import type { ArtifactStore } from '../../store/index.ts';
import { logNow } from './log-now.ts';
import { powerBasis } from './power-basis.ts';
import type { FactsPorts } from './step-watch.ts';

/** Sizes of harm that are told, in planned effects. */
const HARMS = [1, 2, 4, 8];

/** What is foretold of an experiment, and what of the service it rests on. */
export interface PlanForecast extends ForecastBasis {
  /** Mean of a user's deciding metric over a window. */
  readonly mean: number;
  /** A row a step that compares. */
  readonly steps: StepForecast[];
  readonly harms: HarmForecast[];
}

/**
 * Power and duration before the start, by what the log says of the last days.
 *
 * @returns `null` where the log knows too little of the service
 */
export async function forecastPlan(
  ports: FactsPorts & { readonly artifacts: ArtifactStore },
  plan: ExperimentPlan,
): Promise<PlanForecast | null> {
  const basis = await powerBasis(ports, plan, await logNow(ports.artifacts));
  if (basis === null) return null;
  const harms = HARMS.map((times) => times * plan.effect);
  return {
    ...basis,
    steps: forecastSteps(plan, basis),
    harms: forecastHarms(plan, basis, harms),
  };
}
