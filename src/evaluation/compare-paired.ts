import { errorOf } from '../domain/errors.ts';
import { bootstrapMean } from '../math/bootstrap.ts';
import { seededRng } from '../math/rng.ts';
import type { Evaluation, Metric } from './evaluation.ts';
import { userGroups } from './summarize.ts';

/** How much better one model is than another on the same users. */
export interface PairedComparison {
  readonly metric: Metric;
  /** Mean of a − b over cases; positive where a is better. */
  readonly difference: number;
  /** 95 % percentile bootstrap interval over users. a is better beyond doubt where low > 0. */
  readonly low: number;
  readonly high: number;
  readonly users: number;
  readonly cases: number;
}

/**
 * Compares two models case by case. Models differ far less on one user than users differ from one
 * another, so the interval is much narrower than those of the two means.
 *
 * @param options metric (default ndcg), seed (default 0), resamples (default 10,000)
 * @throws InputError `EVALUATIONS_NOT_PAIRED` when the cases or K differ, or when there are none
 */
export function comparePaired(
  a: Evaluation,
  b: Evaluation,
  options: { readonly metric?: Metric; readonly seed?: number; readonly resamples?: number } = {},
): PairedComparison {
  requirePaired(a, b);
  const { metric = 'ndcg', seed = 0, resamples = 10_000 } = options;
  const [ours, theirs] = [a.cases.values[metric], b.cases.values[metric]];
  const differences = ours.map((value, row) => value - theirs[row]!);
  const rng = seededRng(seed, 'comparison', metric);
  const groups = userGroups(a.cases.userIds);
  const { mean, low, high } = bootstrapMean(differences, groups, { rng, resamples });
  return { metric, difference: mean, low, high, users: a.users, cases: differences.length };
}

function requirePaired(a: Evaluation, b: Evaluation): void {
  const [size, other] = [a.cases.userIds.length, b.cases.userIds.length];
  const same =
    size === other &&
    a.parameters.k === b.parameters.k &&
    a.cases.userIds.every((userId, row) => userId === b.cases.userIds[row]) &&
    a.cases.windows.every((window, row) => window === b.cases.windows[row]) &&
    a.cases.historyLengths.every((length, row) => length === b.cases.historyLengths[row]);
  if (same && size > 0) return;
  throw errorOf('EVALUATIONS_NOT_PAIRED', {
    found: `${size} cases at K = ${a.parameters.k} of ${a.model}, ${other} at K = ${b.parameters.k} of ${b.model}`,
    expected: 'the same users, windows, histories and K in both, and at least one case',
  });
}
