import type { Range } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { figure } from '../words/numbers.ts';
import { capitalized } from '../words/names.ts';

type Measure = Range['trends'][number];

const SCALES = {
  share: { times: 100, unit: '%' },
  ms: { times: 1, unit: 'ms' },
  minutes: { times: 1, unit: 'min' },
  count: { times: 1, unit: '' },
  points: { times: 1, unit: 'points' },
} as const;

const isMeasured = ({ days }: Measure): boolean => days.some(({ now }) => now !== null);

/** Each measure by day, beside the same weekday of the week before; those never measured are not drawn. */
export const rangeTrends = ({ trends }: Range): readonly Trend[] =>
  trends.filter(isMeasured).map(trendOf);

/** Titles of the measures of which there was nothing on any day. */
export const unmeasured = ({ trends }: Range): readonly string[] =>
  trends.filter((trend) => !isMeasured(trend)).map(({ title }) => title);

function trendOf({ name, title, unit, days }: Measure): Trend {
  const { times, unit: shown } = SCALES[unit];
  const scaled = (value: number | null): number | null => (value === null ? null : value * times);
  const hasBefore = days.some(({ before }) => before !== null);
  return {
    caption: capitalized(title),
    xName: 'Day',
    x: days.map(({ day }) => day),
    unit: shown === '' ? 'number' : shown,
    format: figure,
    isZoomed: name === 'availability',
    ...(name === 'availability' ? { most: 100 } : {}),
    series: [
      { name: 'The day', values: days.map(({ now }) => scaled(now)) },
      ...(hasBefore
        ? [{ name: 'A week before', values: days.map(({ before }) => scaled(before)) }]
        : []),
    ],
  };
}
