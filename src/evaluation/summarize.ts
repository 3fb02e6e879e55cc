import type { UserId } from '../domain/ids.ts';
import { bootstrapMean } from '../math/bootstrap.ts';
import { standardErrorOf } from '../math/moments.ts';
import { seededRng } from '../math/rng.ts';
import { METRICS, type Evaluation, type EvaluationSlice, type Metric } from './evaluation.ts';
import type { MetricSummaries, MetricSummary } from './evaluation.ts';

/** What decides the chance in an interval. */
export interface IntervalOptions {
  readonly seed: number;
  readonly resamples: number;
}

/** Means, standard errors and intervals of every metric over the cases at the given rows. */
export const summarizeMetrics = (
  cases: Evaluation['cases'],
  rows: readonly number[],
  options: IntervalOptions,
): MetricSummaries => {
  const groups = userGroups(rows.map((row) => cases.userIds[row]!));
  const entries = METRICS.map((metric) => {
    const values = rows.map((row) => cases.values[metric][row]!);
    return [metric, summarize(values, groups, { metric, ...options })] as const;
  });
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

/** The cases of users who are new to the model, and of those who are not. */
export function sliceByHistory(
  cases: Evaluation['cases'],
  options: IntervalOptions & { readonly minHistory: number },
): readonly EvaluationSlice[] {
  const rows = cases.userIds.map((_userId, row) => row);
  const isNew = (row: number): boolean => cases.trainedLengths[row]! < options.minHistory;
  const parts = [
    { name: 'new', rows: rows.filter(isNew) },
    { name: 'returning', rows: rows.filter((row) => !isNew(row)) },
  ] as const;
  return parts.map((part) => ({
    name: part.name,
    cases: part.rows.length,
    metrics: summarizeMetrics(cases, part.rows, options),
  }));
}
