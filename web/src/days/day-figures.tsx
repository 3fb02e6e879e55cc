import type { Report } from '../api/report-types.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { measureName, measureWords } from './measure-words.ts';

/** The figures of the day, beside those of the same day a week before where there is one. */
export function DayFigures({ report }: { readonly report: Report }) {
  const { day, weekBefore } = report;
  const worth = report.worth.range;
  const columns: readonly Column<Measured>[] = [
    { name: 'Measure', of: ({ name }) => measureName(name) },
    { name: day, isNumber: true, of: ({ now, unit }) => measureWords(now, unit) },
    ...(weekBefore === null
      ? []
      : [
          {
            name: `${weekBefore.day}, a week before`,
            isNumber: true,
            of: ({ before, unit }: Measured) => measureWords(before, unit),
          },
        ]),
  ];
  return (
    <section className="block" aria-labelledby="figures">
      <h2 id="figures">Figures</h2>
      <DataTable
        label="Figures of the day"
        columns={columns}
        rows={weekBefore?.measures ?? ownMeasures(report)}
        keyOf={({ name }) => name}
      />
      {worth?.minutesPerUserDay != null && (
        <p>
          Personal lists were worth <b>{measureWords(worth.minutesPerUserDay.mean, 'minutes')}</b> a
          viewer and day over {worth.fromDay} to {worth.toDay} (95 %:{' '}
          {measureWords(worth.minutesPerUserDay.low, 'minutes')} to{' '}
          {measureWords(worth.minutesPerUserDay.high, 'minutes')}).
        </p>
      )}
    </section>
  );
}

type Measured = NonNullable<Report['weekBefore']>['measures'][number];

/** The same of the day alone. */
function ownMeasures(report: Report): readonly Measured[] {
  const { requests, availability, latencyMs, viewing, personalised, ratings } = report;
  const rows = [
    ['requests', 'count', requests],
    ['availability', 'share', availability],
    ['latencyP99Ms', 'ms', latencyMs.p99],
    ['personalisedShare', 'share', personalised.share],
    ['viewers', 'count', viewing.viewers],
    ['minutes', 'minutes', viewing.minutes],
    ['recommendedMinuteShare', 'share', viewing.recommended.minuteShare],
    ['meanRating', 'points', ratings.mean],
  ] as const;
  return rows.map(([name, unit, now]) => ({ name, unit, now, before: null }));
}
