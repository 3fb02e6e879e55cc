import type { Report } from '../api/report-types.ts';
import type { Trend, TrendSeries } from '../parts/chart/trend.ts';
import { count, figure } from '../words/numbers.ts';

/** What the reports of several days say next to each other, the earliest day first. */
export function trendsOf(reports: readonly Report[]): readonly Trend[] {
  const x = reports.map(({ day }) => day);
  const series = (name: string, of: (report: Report) => number | null): TrendSeries => ({
    name,
    values: reports.map(of),
  });
  const shared = { xName: 'Day', x };
  return [
    {
      ...shared,
      caption: 'Requests that got a list',
      unit: '%',
      format: figure,
      isZoomed: true,
      most: 100,
      series: [series('Got a list', ({ availability }) => hundredfold(availability))],
    },
    {
      ...shared,
      caption: 'How long answers took, as the caller measured',
      unit: 'ms',
      format: figure,
      series: [
        series('Half within', ({ latencyMs }) => latencyMs.p50),
        series('99 % within', ({ latencyMs }) => latencyMs.p99),
      ],
    },
    {
      ...shared,
      caption: 'Minutes watched',
      unit: 'min',
      format: count,
      series: [
        series('After a recommendation', ({ viewing }) => viewing.recommended.minutes),
        series('Found otherwise', ({ viewing }) => viewing.found.minutes),
      ],
    },
    {
      ...shared,
      caption: 'What personal lists were worth, over up to 7 days',
      unit: 'min a viewer and day',
      format: figure,
      reference: { value: 0, name: 'worth nothing' },
      series: [worthSeries(reports)],
    },
  ];
}

const hundredfold = (share: number | null): number | null => (share === null ? null : share * 100);

/** Personal minus not personal, with its interval. */
function worthSeries(reports: readonly Report[]): TrendSeries {
  const found = reports.map(({ worth }) => worth.range?.minutesPerUserDay ?? null);
  return {
    name: 'Worth',
    values: found.map((one) => one?.mean ?? null),
    low: found.map((one) => one?.low ?? null),
    high: found.map((one) => one?.high ?? null),
  };
}
