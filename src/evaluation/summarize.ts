import type { UserId } from '../domain/ids.ts';
import { bootstrapMean } from '../math/bootstrap.ts';
import { standardErrorOf } from '../math/moments.ts';
import { seededRng } from '../math/rng.ts';
import { METRICS, type Evaluation, type Metric } from './evaluation.ts';
import type { MetricSummaries, MetricSummary } from './evaluation.ts';

/** What decides the chance in an interval. */
export interface IntervalOptions {
  readonly seed: number;
  readonly resamples: number;
}

/** Means, standard errors and intervals of every metric over the cases. */
export const summarizeMetrics = (
  cases: Pick<Evaluation['cases'], 'userIds' | 'values'>,
  options: IntervalOptions,
): MetricSummaries => {
  const groups = userGroups(cases.userIds);
  const entries = METRICS.map(
    (metric) => [metric, summarize(cases.values[metric], groups, { metric, ...options })] as const,
  );
  return Object.fromEntries(entries) as Record<Metric, MetricSummary>;
};

function summarize(
  values: readonly number[],
  groups: Uint32Array,
  { metric, seed, resamples }: IntervalOptions & { readonly metric: Metric },
): MetricSummary {
  const rng = seededRng(seed, 'interval', metric);
  const { mean, low, high } = bootstrapMean(values, groups, { rng, resamples });
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const standardError = known(standardErrorOf(values));
  return { mean: known(mean), standardError, low: known(low), high: known(high) };
}

/** A number per case that is the same for cases of one user. */
export function userGroups(userIds: readonly UserId[]): Uint32Array {
  const groups = new Map<UserId, number>();
  for (const userId of userIds) if (!groups.has(userId)) groups.set(userId, groups.size);
  return Uint32Array.from(userIds, (userId) => groups.get(userId)!);
}
