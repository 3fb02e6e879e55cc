import type { AuditPage } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { spaced } from '../words/names.ts';
import { utcTime } from '../words/times.ts';
import { valueWords } from './configuration.tsx';
import { spokenName } from './spoken-name.ts';

/** Entries of the audit trail. */
export const Changes = ({ entries }: { readonly entries: AuditPage['entries'] }) =>
  entries.length === 0 ? (
    <p className="soft">Nothing was changed.</p>
  ) : (
    <DataTable
      label="Changes"
      rows={entries}
      keyOf={({ entry }) => String(entry)}
      columns={[
        { name: 'When', of: ({ at }) => utcTime(at) },
        { name: 'What', of: ({ action }) => spaced(action) },
        { name: 'Who', of: ({ actor }) => actor },
        { name: 'Details', of: ({ details }) => detailWords(details) },
      ]}
    />
  );

function detailWords(details: unknown): string {
  if (typeof details !== 'object' || details === null) return valueWords(details);
  return Object.entries(details)
    .map(([name, value]) => `${spokenName(name)}: ${valueWords(value)}`)
    .join('; ');
}
