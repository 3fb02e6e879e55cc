import type { Experiment } from '../api/control-types.ts';
import { count, signed } from '../words/numbers.ts';

type Estimate = NonNullable<Experiment['latest']>['estimate'];

/** Units of what experiments measure, for each user. */
const UNITS: Readonly<Record<string, string>> = {
  minutes: 'min',
  rating: 'points',
  latencyMs: 'ms',
};

/** The unit of a metric; empty where it is a share. */
export const unitOf = (metric: string): string => UNITS[metric] ?? '';

/** Treatment minus control with its interval, in words. */
export function estimateWords(estimate: Estimate): string {
  if (estimate === null) return 'nothing to judge yet';
  const { metric, difference, low, high, users } = estimate;
  const unit = unitOf(metric);
  return `${signed(difference, 2)} ${unit} ${metric} a viewer (${signed(low, 2)} to ${signed(high, 2)}), ${count(users.treatment)} against ${count(users.control)} viewers`.replace(
    '  ',
    ' ',
  );
}
