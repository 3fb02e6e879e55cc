import type { Report } from '../api/report-types.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { capitalized } from '../words/names.ts';
import { figure } from '../words/numbers.ts';

/** What of the day differs from the days before, beyond how days differ anyway. */
export const DayDrift = ({ report: { drift } }: { readonly report: Report }) => (
  <section className="block" aria-labelledby="drift">
    <h2 id="drift">Drift</h2>
    {drift.drifted.length > 0 && (
      <ul className="to-do">
        {drift.drifted.map(({ field, severity, message }) => (
          <li key={field} data-urgency={severity === 'severe' ? 'now' : 'today'}>
            <b>{severity === 'severe' ? 'Severe' : 'Drift'}</b>
            <p>{message}</p>
          </li>
        ))}
      </ul>
    )}
    <p className="soft small">{drift.note}</p>
    {drift.columns.length > 0 && (
      <DataTable
        label="Drift of each column"
        columns={COLUMNS}
        rows={drift.columns}
        keyOf={({ field }) => field}
      />
    )}
  </section>
);

const orNone = (value: number | null): string => (value === null ? '–' : figure(value));

const COLUMNS: readonly Column<Report['drift']['columns'][number]>[] = [
  { name: 'Column', of: ({ label }) => capitalized(label) },
  { name: 'Of the', of: ({ group }) => group },
  { name: 'Distance', isNumber: true, of: ({ distance }) => orNone(distance) },
  { name: 'Counts from', isNumber: true, of: ({ threshold }) => orNone(threshold) },
  { name: 'Unit', of: ({ unit }) => unit },
  { name: 'p, corrected', isNumber: true, of: ({ pValue }) => orNone(pValue) },
];
