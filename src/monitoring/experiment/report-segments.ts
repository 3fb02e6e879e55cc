import type { UserId } from '../../domain/ids.ts';
import { rhoFor, sequencePValue } from '../../math/confidence-sequence.ts';
import { holm } from '../../math/corrected-p-values.ts';
import {
  addOutcome,
  alphasOf,
  compareArms,
  estimateDifference,
  noSums,
  sumsOf,
  tuningOf,
  usersOf,
  type ExperimentPlan,
  type StepFacts,
  type StepSums,
} from '../../rollout/index.ts';
import type { UserSegments } from './report-input.ts';
import type { ExperimentReport } from './report-schema.ts';

type SegmentRow = ExperimentReport['segments'][number];

/**
 * The effect of a step in every group of users that is told apart. Intervals hold together: each is
 * drawn at the deciding alpha over the number of groups with enough users; p-values are always valid
 * ones, corrected after Holm. They decide nothing.
 */
export function segmentRows(
  plan: ExperimentPlan,
  facts: StepFacts,
  segments: ReadonlyMap<UserId, UserSegments>,
): SegmentRow[] {
  const groups = sumsByGroup(plan, facts, segments);
  const isEnough = ({ sums }: Group): boolean => smallerArm(sums) >= plan.minimumUsers;
  const alpha = alphasOf(plan).deciding;
  const each = alpha / Math.max(1, groups.filter(isEnough).length);
  const share = plan.ramp[facts.step]!;
  const tunedTo = tuningOf(plan, sumsOf(plan, facts.outcomes), share);
  const corrected = holm(
    groups.map((group) => (isEnough(group) ? pOf(group, tunedTo, each) : NaN)),
  );
  return groups.map((group, k) => {
    const { dimension, name, sums } = group;
    const users = usersOf(sums.metrics[0]!);
    const estimate = isEnough(group)
      ? estimateDifference(sums.metrics[0]!, { alpha: each, tunedTo })
      : null;
    const { difference = null, low = null, high = null } = estimate ?? {};
    const p = estimate === null ? null : corrected[k]!;
    const state = stateOf(difference, p, alpha);
    return { dimension, group: name, users, difference, low, high, p, state };
  });
}

interface Group {
  readonly dimension: string;
  readonly name: string;
  readonly sums: StepSums;
}

function sumsByGroup(
  plan: ExperimentPlan,
  { outcomes }: StepFacts,
  segments: ReadonlyMap<UserId, UserSegments>,
): Group[] {
  const groups = new Map<string, Group>();
  for (const outcome of outcomes)
    for (const [dimension, name] of Object.entries(segments.get(outcome.userId) ?? {})) {
      const key = `${dimension}\n${name}`;
      const group = groups.get(key) ?? { dimension, name, sums: noSums(plan) };
      groups.set(key, group);
      addOutcome(group.sums, outcome);
    }
  return [...groups.keys()].toSorted().map((key) => groups.get(key)!);
}

function smallerArm({ metrics }: StepSums): number {
  const { control, treatment } = usersOf(metrics[0]!);
  return Math.min(control, treatment);
}

function pOf({ sums }: Group, tunedTo: number, alpha: number): number {
  const compared = compareArms(sums.metrics[0]!);
  if (compared === null) return NaN;
  const { count, difference, deviation } = compared;
  return sequencePValue(count, difference, { deviation, rho: rhoFor(tunedTo, alpha) });
}

function stateOf(difference: number | null, p: number | null, alpha: number): SegmentRow['state'] {
  if (difference === null || p === null || Number.isNaN(p)) return 'too-few';
  if (p >= alpha) return 'open';
  return difference > 0 ? 'better' : 'worse';
}
