import { useMemo } from 'react';
import type { Tunes } from '../api/control-types.ts';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import type { Trend } from '../parts/chart/trend.ts';
import { spokenName } from '../words/names.ts';

const MOST_FIELDS = 4;

/** For each setting that was varied, the best that was reached with each of its values. */
export function TunePlots({ tune }: { readonly tune: Tunes['tunes'][number] }) {
  const trends = useMemo(() => tuneTrends(tune), [tune]);
  if (trends.length === 0) return null;
  return (
    <div className="chart-grid">
      {trends.map((trend) => (
        <TrendChart key={trend.caption} trend={trend} />
      ))}
    </div>
  );
}

function tuneTrends({ fields, trials }: Tunes['tunes'][number]): readonly Trend[] {
  return fields.slice(0, MOST_FIELDS).flatMap((field) => {
    const best = new Map<string, number>();
    for (const { configuration, rungs } of trials) {
      const ndcg = rungs.at(-1)?.ndcg ?? null;
      const value = String(configuration[field]);
      if (ndcg !== null) best.set(value, Math.max(ndcg, best.get(value) ?? 0));
    }
    const values = [...best.keys()].toSorted((a, b) => Number(a) - Number(b));
    if (values.length < 2) return [];
    return [
      {
        caption: `Best by ${spokenName(field)}`,
        xName: spokenName(field),
        x: values,
        unit: 'NDCG',
        format: (value: number) => value.toFixed(4),
        isZoomed: true,
        series: [{ name: 'Best trial', values: values.map((value) => best.get(value)!) }],
      },
    ];
  });
}
