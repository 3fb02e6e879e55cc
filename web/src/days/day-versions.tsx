import type { Report } from '../api/report-types.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { count, figure } from '../words/numbers.ts';
import { tierName } from '../words/tiers.ts';

/** What each model version and tier led to. */
export const DayVersions = ({ report: { versions, attribution } }: { readonly report: Report }) => (
  <section className="block" aria-labelledby="versions">
    <h2 id="versions">Models of the day</h2>
    <p className="soft small">
      Watches and minutes that followed a list within {attribution.windowHours} h. That is credit,
      not worth.
    </p>
    <DataTable
      label="Models of the day"
      columns={COLUMNS}
      rows={versions}
      keyOf={({ modelVersion, tier }) => `${modelVersion} ${tier}`}
    />
  </section>
);

const COLUMNS: readonly Column<Report['versions'][number]>[] = [
  { name: 'Model', of: ({ modelVersion }) => modelVersion ?? 'no model' },
  { name: 'Made', of: ({ tier }) => (tier === null ? 'without a receipt' : tierName(tier)) },
  { name: 'Answers', isNumber: true, of: ({ answers }) => count(answers) },
  { name: 'Viewers', isNumber: true, of: ({ users }) => count(users) },
  { name: 'Watches', isNumber: true, of: ({ watches }) => count(watches) },
  {
    name: 'Minutes for each title shown, 95 %',
    isNumber: true,
    of: ({ minutesPerExposure: found }) =>
      found === null
        ? '–'
        : `${figure(found.mean)} min (${figure(found.low)} to ${figure(found.high)})`,
  },
];
