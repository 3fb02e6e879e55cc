import type { Experiment } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { figure } from '../words/numbers.ts';
import { unitOf } from './estimate-words.ts';

/** The estimates of an experiment in the order in which they came; `null` with fewer than two. */
export function sequenceOf({ decisions, plan }: Experiment): Trend | null {
  const found = decisions
    .toReversed()
    .flatMap(({ at, estimate }) => (estimate === null ? [] : [{ at, ...estimate }]));
  if (found.length < 2) return null;
  return {
    caption: `Treatment minus control, ${plan.metric} a viewer`,
    xName: 'Time of the log, UTC',
    x: found.map(({ at }) => at.slice(5, 16).replace('T', ' ')),
    unit: unitOf(plan.metric) || plan.metric,
    format: figure,
    reference: { value: 0, name: 'no difference' },
    series: [
      {
        name: 'Difference',
        values: found.map(({ difference }) => difference),
        low: found.map(({ low }) => low),
        high: found.map(({ high }) => high),
      },
    ],
  };
}
