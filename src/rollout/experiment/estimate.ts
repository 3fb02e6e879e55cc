import { armDifference, type ArmDifference, type ArmMoments } from '../../math/arm-difference.ts';
import { rhoFor, sequenceHalfWidth, sequenceOneSided } from '../../math/confidence-sequence.ts';
import {
  combined,
  firstOf,
  mergedMoments,
  type Combination,
  type CrossMoments,
} from '../../math/cross-moments.ts';
import { EXPERIMENT_ARMS, type ExperimentArm } from './outcome.ts';
import type { MetricSums } from './step-sums.ts';

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

/** What the sums say of both arms. */
export interface Compared extends ArmDifference {
  readonly control: number;
  readonly treatment: number;
  readonly users: Readonly<Record<ExperimentArm, number>>;
}

/** Users of each arm of whom the metric was measured. */
export const usersOf = ({ arms }: MetricSums): Record<ExperimentArm, number> => ({
  control: arms.control.known.count + arms.control.unknown.count,
  treatment: arms.treatment.known.count + arms.treatment.unknown.count,
});

/**
 * Both arms' means and their difference: a ratio is linearized within each arm (delta method), then
 * the time before is taken out with one θ for both arms (CUPED). The same as `linearizedRatio` and
 * `cuped` over the users, from their sums.
 *
 * @returns `null` where an arm has fewer than two users with the metric, or nothing to divide by
 */
export function compareArms(sums: MetricSums): Compared | null {
  const users = usersOf(sums);
  if (Math.min(users.control, users.treatment) < 2) return null;
  const [control, treatment] = EXPERIMENT_ARMS.map((arm) => linearized(sums, arm)) as [Arm, Arm];
  const taken = regressionOf(mergedMoments(control.known, treatment.known));
  const [one, other] = [adjusted(treatment, taken), adjusted(control, taken)];
  const difference = armDifference(one, other);
  if (Number.isNaN(difference.difference)) return null;
  return { ...difference, users, control: other.mean, treatment: one.mean };
}

/** value − θ·(before − its mean), θ and the mean over the users of both arms. */
function regressionOf({ mean, products }: CrossMoments): Combination {
  const theta = products[3]! > 0 ? products[1]! / products[3]! : 0;
  return { weights: [1, -theta], constant: theta * mean[1]! };
}

const adjusted = ({ known, unknown }: Arm, taken: Combination): ArmMoments =>
  firstOf(known.count === 0 ? unknown : mergedMoments(combined(known, [taken]), unknown));

type Arm = { readonly known: CrossMoments; readonly unknown: CrossMoments };

/** An arm's users as (value, before) and (value), the value linearized where it is a ratio. */
function linearized({ parts, arms }: MetricSums, arm: ExperimentArm): Arm {
  const { known, unknown } = arms[arm];
  if (parts.length === 1) return { known, unknown };
  const pair = [
    { weights: [1, 0, 0], constant: 0 },
    { weights: [0, 1, 0], constant: 0 },
  ];
  const [weights, constant] = ratioWeights(mergedMoments(combined(known, pair), unknown));
  return {
    known: combined(known, [
      { weights: [...weights, 0], constant },
      { weights: [0, 0, 1], constant: 0 },
    ]),
    unknown: combined(unknown, [{ weights, constant }]),
  };
}

/** z = R + (y − R·x)/x̄ as a combination of y and x. */
function ratioWeights({ mean }: CrossMoments): readonly [readonly number[], number] {
  const ratio = mean[0]! / mean[1]!;
  return [[1 / mean[1]!, -ratio / mean[1]!], ratio];
}

/** The deviation of one user's value, of a mean or a ratio; NaN below two users. */
export function deviationOf(moments: CrossMoments): number {
  if (moments.mean.length === 1) return Math.sqrt(firstOf(moments).variance);
  const [weights, constant] = ratioWeights(moments);
  return Math.sqrt(firstOf(combined(moments, [{ weights, constant }])).variance);
}

/** The difference of a metric between the arms with an always-valid interval, two-sided at alpha. */
export function estimateDifference(sums: MetricSums, { alpha, tunedTo }: Bounds): Estimate | null {
  const compared = compareArms(sums);
  if (compared === null) return null;
  const { users, control, treatment, difference, count, deviation } = compared;
  const half = sequenceHalfWidth(count, deviation, { alpha, rho: rhoFor(tunedTo, alpha) });
  const { metric } = sums;
  const bounds = { low: difference - half, high: difference + half };
  return { metric, users, control, treatment, difference, ...bounds };
}

/** How much worse a treatment is, in units of the metric, positive for worse. */
export interface Harm {
  /** As it was seen. */
  readonly seen: number;
  /** The one-sided lower bound, at alpha over all looks; below 0 while no harm is certain. */
  readonly certain: number;
}

/** How much worse the treatment is for certain. `null` as for `compareArms`. */
export function harmOf(
  sums: MetricSums,
  worse: 'above' | 'below',
  { alpha, tunedTo }: Bounds,
): Harm | null {
  const compared = compareArms(sums);
  if (compared === null) return null;
  const { count, deviation, difference } = compared;
  const seen = worse === 'above' ? difference : -difference;
  const rho = rhoFor(tunedTo, 2 * alpha);
  return { seen, certain: seen - sequenceOneSided(count, deviation, { alpha, rho }) };
}
