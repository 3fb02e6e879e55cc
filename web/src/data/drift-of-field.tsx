import { useMemo } from 'react';
import type { DriftField } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import type { Trend } from '../parts/chart/trend.ts';
import { capitalized } from '../words/names.ts';
import { figure } from '../words/numbers.ts';

/** A field of a day beside an average day of its reference. */
export function DriftOfField({
  field,
  day,
}: {
  readonly field: string;
  readonly day: string | undefined;
}) {
  const query = useControl('GET /v1/drift/{field}', {
    path: { field },
    query: day === undefined ? {} : { day },
  });
  return (
    <section className="block" aria-label="Reference against current">
      <Asked query={query} what="the field">
        {(found) => <Compared found={found} />}
      </Asked>
    </section>
  );
}

function Compared({ found }: { readonly found: DriftField }) {
  const trends = useMemo(() => trendsOf(found), [found]);
  const { label, day, distance, threshold, unit, message, referenceDays } = found;
  return (
    <>
      <h2>
        {capitalized(label)} on {day}
      </h2>
      <p>
        {message ??
          (distance === null || threshold === null
            ? 'It cannot be compared.'
            : `Distance ${figure(distance)}, counts as drifted from ${figure(threshold)} on (${unit}).`)}{' '}
        <span className="soft">Against {referenceDays.join(', ') || 'no day'}.</span>
      </p>
      <div className="chart-grid">
        {trends.map((trend) => (
          <TrendChart key={trend.caption} trend={trend} />
        ))}
      </div>
    </>
  );
}

function trendsOf({ day, categories, hours }: DriftField): readonly Trend[] {
  return [
    {
      caption: 'Shares',
      xName: 'Category',
      x: categories.map(({ category }) => category),
      unit: '%',
      kind: 'bar',
      format: figure,
      series: [
        { name: 'Reference', values: categories.map(({ referenceShare }) => referenceShare * 100) },
        { name: day, values: categories.map(({ currentShare }) => currentShare * 100) },
      ],
    },
    {
      caption: 'By the hour',
      xName: 'Hour, UTC',
      x: hours.map(({ hour }) => String(hour)),
      unit: 'count',
      format: figure,
      series: [
        { name: 'Reference', values: hours.map(({ reference }) => reference) },
        { name: day, values: hours.map(({ current }) => current) },
      ],
    },
  ].filter(({ x }) => x.length > 0) as readonly Trend[];
}
