import type { Experiment } from '../api/control-types.ts';
import { count } from '../words/numbers.ts';
import { differenceWords, metricWords } from './metric-words.ts';

type Estimate = NonNullable<Experiment['latest']>['estimate'];

/** Treatment minus control with its interval, in words. */
export function estimateWords(estimate: Estimate): string {
  if (estimate === null) return 'nothing to judge yet';
  const { metric, difference, low, high, users } = estimate;
  const { title, unit } = metricWords(metric);
  const of = (value: number): string => differenceWords(metric, value);
  return `${of(difference)} ${unit}${unit === title ? '' : `, ${title}`} (${of(low)} to ${of(high)}), ${count(users.treatment)} against ${count(users.control)} viewers`;
}
