import { addUnit, noMoments, type CrossMoments } from '../../math/cross-moments.ts';
import type { ExperimentArm, UserOutcome } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';

/** Sums of a metric in an arm, apart by whether the user's time before is known. */
export interface ArmSums {
  /** Over (value, before), or (numerator, denominator, before) for a ratio. */
  readonly known: CrossMoments;
  /** Over (value), or (numerator, denominator). */
  readonly unknown: CrossMoments;
}

/** Everything that a decision needs of the outcomes of one metric. */
export interface MetricSums {
  readonly metric: string;
  /** The names of its values: one for a mean, two for `numerator/denominator`. */
  readonly parts: readonly string[];
  /** Whether the time before is taken out: for the deciding metric. */
  readonly isAdjusted: boolean;
  readonly arms: Readonly<Record<ExperimentArm, ArmSums>>;
}

/** What a decision needs of all outcomes of a step, whatever their number. */
export interface StepSums {
  /** The deciding metric first, then those of the guardrails. */
  readonly metrics: readonly MetricSums[];
  /** The deciding metric over the first `earlyMost` outcomes of either arm that have it. */
  readonly early: CrossMoments;
  readonly earlyMost: number;
}

/** Outcomes that are all in before the first look: as many as both arms must have. */
export const earlyMostOf = ({ minimumUsers }: ExperimentPlan): number => 2 * minimumUsers;

/** The sums of no outcome. */
export function noSums(plan: ExperimentPlan): StepSums {
  const names = [...new Set([plan.metric, ...plan.guardrails.map(({ metric }) => metric)])];
  const metrics = names.map((metric) => metricSums(metric, metric === plan.metric));
  return {
    metrics,
    early: noMoments(metrics[0]!.parts.length),
    earlyMost: earlyMostOf(plan),
  };
}

function metricSums(metric: string, isAdjusted: boolean): MetricSums {
  const parts = metric.split('/');
  const arm = (): ArmSums => ({
    known: noMoments(parts.length + 1),
    unknown: noMoments(parts.length),
  });
  return { metric, parts, isAdjusted, arms: { control: arm(), treatment: arm() } };
}

/** Adds one outcome, in place. Cost: a few additions a metric, no memory. */
export function addOutcome({ metrics, early, earlyMost }: StepSums, outcome: UserOutcome): void {
  for (const [k, { parts, isAdjusted, arms }] of metrics.entries()) {
    const unit = unitOf(outcome, parts);
    if (unit === null) continue;
    if (k === 0 && early.count < earlyMost) addUnit(early, unit);
    const { known, unknown } = arms[outcome.arm];
    const isKnown = isAdjusted && outcome.before !== null && Number.isFinite(outcome.before);
    if (isKnown) unit.push(outcome.before);
    addUnit(isKnown ? known : unknown, unit);
  }
}

/** The user's values of a metric; `null` where one of them was not measured. */
function unitOf({ values }: UserOutcome, parts: readonly string[]): number[] | null {
  const unit: number[] = [];
  for (const part of parts) {
    const value = values[part];
    if (value === undefined || !Number.isFinite(value)) return null;
    unit.push(value);
  }
  return unit;
}

/** The sums of all outcomes, in their order. Cost: O(outcomes · metrics), one pass. */
export function sumsOf(plan: ExperimentPlan, outcomes: readonly UserOutcome[]): StepSums {
  const sums = noSums(plan);
  for (const outcome of outcomes) addOutcome(sums, outcome);
  return sums;
}
