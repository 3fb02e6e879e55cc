import { armDifference, momentsOf } from '../../math/arm-difference.ts';
import { rhoFor, sequenceHalfWidth, sequenceOneSided } from '../../math/confidence-sequence.ts';
import { cuped } from '../../math/cuped.ts';
import type { UserOutcome } from './outcome.ts';

/** A difference between the arms with bounds that hold at every look. Plain JSON. */
export type Estimate = {
  readonly metric: string;
  readonly users: { readonly control: number; readonly treatment: number };
  readonly control: number;
  readonly treatment: number;
  /** Treatment minus control, adjusted by the time before where there is one. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
};

/** How bounds are drawn. */
export interface Bounds {
  readonly alpha: number;
  /** Outcomes of both arms for which the bounds are narrowest. */
  readonly tunedTo: number;
}

/**
 * The difference of a metric between the arms with an always-valid interval: two-sided at alpha.
 * The deciding metric is adjusted by `before` (CUPED).
 *
 * @returns `null` where an arm has fewer than two outcomes with the metric
 */
export function estimateDifference(
  outcomes: readonly UserOutcome[],
  metric: string,
  { alpha, tunedTo }: Bounds,
  adjusted: boolean,
): Estimate | null {
  const measured = outcomes.filter(({ values }) => values[metric] !== undefined);
  const raw = measured.map(({ values }) => values[metric]!);
  const before = measured.map((outcome) => outcome.before);
  const values = adjusted ? cuped(raw, before) : Float64Array.from(raw);
  const of = (arm: UserOutcome['arm']) =>
    momentsOf(values.filter((_, i) => measured[i]!.arm === arm));
  const [control, treatment] = [of('control'), of('treatment')];
  if (control.count < 2 || treatment.count < 2) return null;
  const { difference, count, deviation } = armDifference(treatment, control);
  const half = sequenceHalfWidth(count, deviation, { alpha, rho: rhoFor(tunedTo, alpha) });
  return {
    metric,
    users: { control: control.count, treatment: treatment.count },
    control: control.mean,
    treatment: treatment.mean,
    difference,
    low: difference - half,
    high: difference + half,
  };
}

/**
 * How much worse the treatment is for certain, in units of the metric: the one-sided bound of the
 * harm, at alpha over all looks; below 0 while no harm is certain. `null` as above.
 */
export function certainHarm(
  outcomes: readonly UserOutcome[],
  { metric, worse }: { readonly metric: string; readonly worse: 'above' | 'below' },
  { alpha, tunedTo }: Bounds,
): { readonly harm: number; readonly estimate: Estimate } | null {
  const estimate = estimateDifference(outcomes, metric, { alpha, tunedTo }, false);
  if (estimate === null) return null;
  const count = estimate.users.control + estimate.users.treatment;
  const twoSided = sequenceHalfWidth(count, 1, { alpha, rho: rhoFor(tunedTo, alpha) });
  const deviation = (estimate.high - estimate.difference) / twoSided;
  const bound = sequenceOneSided(count, deviation, { alpha, rho: rhoFor(tunedTo, 2 * alpha) });
  const sign = worse === 'above' ? 1 : -1;
  return { harm: sign * estimate.difference - bound, estimate };
}
