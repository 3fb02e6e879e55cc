import { useMemo } from 'react';
import type { Report } from '../api/report-types.ts';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { trendsOf } from './trends-of.ts';

/** How the days compare: whether viewers got lists, how fast, and what they were worth. */
export function Trends({ reports }: { readonly reports: readonly Report[] }) {
  const trends = useMemo(() => trendsOf(reports), [reports]);
  if (reports.length < 2)
    return <p className="soft">Trends are drawn from the second day that has a report.</p>;
  return (
    <div className="chart-grid">
      {trends.map((trend) => (
        <TrendChart key={trend.caption} trend={trend} />
      ))}
    </div>
  );
}
