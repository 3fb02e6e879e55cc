import type { Contracts } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { spaced } from '../words/names.ts';
import { VerdictTag } from './verdict-tag.tsx';

/** Each contract with its checks and how they came out last. */
export const ContractTables = ({ contracts: { contracts } }: { readonly contracts: Contracts }) => (
  <div className="contracts">
    {contracts.map(({ table, id, version, isShipped, checks }) => (
      <details key={id}>
        <summary>
          <b>{table}</b>{' '}
          <span className="soft">
            {id} {version}, {checks.length} checks{isShipped ? '' : ', your own'}
          </span>{' '}
          <Worst checks={checks} />
        </summary>
        <DataTable
          label={`Checks of ${table}`}
          rows={checks}
          keyOf={({ line, kind, field }) => `${line} ${kind} ${field ?? ''}`}
          columns={[
            {
              name: 'Check',
              of: ({ kind, field }) => `${spaced(kind)}${field === null ? '' : `: ${field}`}`,
            },
            { name: 'If broken', of: ({ severity }) => severity },
            {
              name: 'Last time',
              of: ({ outcome }) => (outcome === null ? '–' : <VerdictTag verdict={outcome} />),
            },
            { name: 'Observed', of: ({ observed }) => observed ?? '–' },
            { name: 'Expected', of: ({ expected }) => expected ?? '–' },
          ]}
        />
      </details>
    ))}
  </div>
);

const ORDER = ['block', 'warn', 'note', 'pass'] as const;

/** The weightiest outcome of a contract. */
function Worst({ checks }: { readonly checks: Contracts['contracts'][number]['checks'] }) {
  const worst = ORDER.find((verdict) => checks.some(({ outcome }) => outcome === verdict));
  return worst === undefined ? null : <VerdictTag verdict={worst} />;
}
