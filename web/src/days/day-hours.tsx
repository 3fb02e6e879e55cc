import { useMemo } from 'react';
import type { Report } from '../api/report-types.ts';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import type { Trend } from '../parts/chart/trend.ts';
import { count, figure } from '../words/numbers.ts';

/** The day by the hour, and how long its answers took. */
export function DayHours({ report }: { readonly report: Report }) {
  const trends = useMemo(() => hourTrends(report), [report]);
  return (
    <section className="block" aria-labelledby="hours">
      <h2 id="hours">By the hour</h2>
      <div className="chart-grid">
        {trends.map((trend) => (
          <TrendChart key={trend.caption} trend={trend} />
        ))}
      </div>
    </section>
  );
}

function hourTrends({ hours, latencyHistogram }: Report): readonly Trend[] {
  const x = hours.map(({ hour }) => `${String(hour).padStart(2, '0')}:00`);
  const shared = { xName: 'Hour, UTC', x, format: count, kind: 'bar' } as const;
  return [
    {
      ...shared,
      caption: 'Requests',
      unit: 'requests',
      series: [{ name: 'Requests', values: hours.map(({ requests }) => requests) }],
    },
    {
      ...shared,
      kind: 'line',
      caption: 'Minutes watched',
      unit: 'min',
      series: [
        { name: 'All', values: hours.map(({ minutes }) => minutes) },
        {
          name: 'After a recommendation',
          values: hours.map(({ recommendedMinutes }) => recommendedMinutes),
        },
      ],
    },
    {
      caption: 'How long answers took, as the caller measured',
      xName: 'Time, ms',
      x: latencyHistogram.map(({ fromMs, toMs }) =>
        toMs === null ? `${fromMs} or more` : `${fromMs} to ${toMs}`,
      ),
      unit: 'requests',
      kind: 'bar',
      format: figure,
      series: [{ name: 'Requests', values: latencyHistogram.map(({ requests }) => requests) }],
    },
  ];
}
