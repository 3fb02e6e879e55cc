import './days.css';
import { Link } from '@tanstack/react-router';
import type { Ranges as RangesDocument } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { DaysHead } from './days-head.tsx';
import { rangeDays, rangeName } from './range-words.ts';

type Range = RangesDocument['ranges'][number];

/** Reports of weeks and other ranges of days that are kept. */
export function Ranges() {
  const query = useControl('GET /v1/ranges', {}, { everyMs: 30_000 });
  return (
    <>
      <DaysHead title="Weeks and ranges">
        Several days together, each beside the same weekday of the week before.
      </DaysHead>
      <Asked query={query} what="the ranges">
        {({ ranges }) => (ranges.length === 0 ? <NoRanges /> : <List ranges={ranges} />)}
      </Asked>
    </>
  );
}

const NoRanges = () => (
  <Empty title="No range has a report yet">
    <code>npx showrunner report --week 2026-W03</code> makes one of a week,{' '}
    <code>npx showrunner report --range 2026-01-05..2026-01-20</code> of any days: from the reports
    of the days, which are made where they lack.
  </Empty>
);

const List = ({ ranges }: { readonly ranges: readonly Range[] }) => (
  <DataTable
    label="Weeks and ranges"
    rows={ranges}
    keyOf={({ key }) => key}
    columns={[
      {
        name: 'Range',
        of: ({ key }) => (
          <Link to="/days/ranges/$key" params={{ key }}>
            {rangeName(key)}
          </Link>
        ),
      },
      {
        name: 'Days',
        of: ({ kind, from, to, days }) =>
          `${kind === 'week' ? `${rangeDays(from, to)}, ` : ''}${days} with a report`,
      },
      {
        name: 'Books',
        of: ({ isComplete }) => (isComplete ? 'closed' : 'open: figures may still change'),
      },
      { name: 'To look at', of: ({ findings }) => findingWords(findings) },
      {
        name: 'In short',
        of: ({ headline }) => <span className="short">{headline.join(' ')}</span>,
      },
      {
        name: 'Issued',
        of: ({ issuedAt, revision }) => `${utcTime(issuedAt)}, revision ${revision}`,
      },
    ]}
  />
);

function findingWords({ warn, block }: Range['findings']): string {
  if (warn + block === 0) return 'nothing';
  const parts = [
    ...(block === 0 ? [] : [counted(block, 'grave finding')]),
    ...(warn === 0 ? [] : [counted(warn, 'finding')]),
  ];
  return parts.join(', ');
}
