import type { Experiment } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { figure } from '../words/numbers.ts';
import { metricWords } from './metric-words.ts';

/** The estimates of an experiment in the order in which they came; `null` with fewer than two. */
export function sequenceOf({ decisions, plan }: Experiment): Trend | null {
  const found = decisions
    .toReversed()
    .flatMap(({ at, estimate }) => (estimate === null ? [] : [{ at, ...estimate }]));
  if (found.length < 2) return null;
  const { title, unit, times } = metricWords(plan.metric);
  return {
    caption: `Treatment minus control, ${title}`,
    xName: 'Time of the log, UTC',
    x: found.map(({ at }) => at.slice(5, 16).replace('T', ' ')),
    unit,
    format: figure,
    reference: { value: 0, name: 'no difference' },
    series: [
      {
        name: 'Difference',
        values: found.map(({ difference }) => difference * times),
        low: found.map(({ low }) => low * times),
        high: found.map(({ high }) => high * times),
      },
    ],
  };
}
