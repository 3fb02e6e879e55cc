import type { AuditPage } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { fieldsOf } from '../words/fields.ts';
import { capitalized, spaced, spokenName } from '../words/names.ts';
import { utcTime } from '../words/times.ts';
import { valueWords } from './configuration.tsx';

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
        { name: 'When', isTight: true, of: ({ at }) => utcTime(at) },
        { name: 'What', isTight: true, of: ({ action }) => capitalized(spaced(action)) },
        { name: 'Who', of: ({ actor }) => actor },
        { name: 'Of what, and why', of: ({ details }) => <Details details={details} /> },
      ]}
    />
  );

/** From what to what, the reasons one below the other, then whatever else was written down. */
function Details({ details }: { readonly details: unknown }) {
  const { from, to, because, reason, result, problem, ...others } = fieldsOf(details);
  const sentences = [reason, because, fieldsOf(result)['reasons'], fieldsOf(problem)['message']]
    .flat()
    .filter((one): one is string => typeof one === 'string');
  const rest = Object.entries(others).flatMap(([name, value]) =>
    UNSAID.has(name) || value === null
      ? []
      : [`${capitalized(spokenName(name))}: ${valueWords(value)}`],
  );
  return (
    <ul className="plain">
      {to !== undefined && (
        <li>
          {valueWords(from)} → {valueWords(to)}
        </li>
      )}
      {[...sentences, ...rest].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** What the row says already, and what leads to nothing here. */
const UNSAID: ReadonlySet<string> = new Set(['alias', 'operation', 'ifChampion']);
