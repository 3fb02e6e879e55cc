import type { Metric } from './evaluation.ts';
import { METRICS } from './evaluation.ts';
import { METRIC_FUNCTIONS } from './judge-window.ts';
import type { EvaluationCase } from './window-cases.ts';

/** A case with the list that a model made for it. */
export interface JudgedCase extends EvaluationCase {
  /** Row of the window. */
  readonly window: number;
  /** Rows of the window's candidates, best first. */
  readonly recommended: Uint32Array;
}

/** Every metric of a list against items of the case. @param relevant at least one */
export function metricValues(
  { recommended }: Pick<JudgedCase, 'recommended'>,
  relevant: ReadonlySet<number>,
  k: number,
): Readonly<Record<Metric, number>> {
  const list = { recommended, relevant, relevantCount: relevant.size };
  const values = METRICS.map((metric) => [metric, METRIC_FUNCTIONS[metric](list, k)] as const);
  return Object.fromEntries(values) as Record<Metric, number>;
}
