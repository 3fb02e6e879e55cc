import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunPage } from '../api/control-types.ts';
import { useControlPages } from '../api/use-control.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Choose } from '../parts/choose.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { SortButton } from '../parts/sort-button.tsx';
import { count, figure } from '../words/numbers.ts';
import { capitalized } from '../words/names.ts';
import { duration, utcTime } from '../words/times.ts';
import { ModelsHead } from './models-head.tsx';
import { runSearch, type RunSearch } from './run-search.ts';
import { VersionLink } from './version-link.tsx';

const route = getRouteApi('/models/runs');
const MOST_COMPARED = 8;

/** Runs, sorted and filtered, to look at or to compare. */
export function Runs() {
  const search = route.useSearch();
  const query = useControlPages('GET /v1/runs', { query: search }, { everyMs: 10_000 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (runId: string): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(runId) && after.size < MOST_COMPARED) after.add(runId);
      return after;
    });
  const columns = useColumns(search, chosen, toggle);
  return (
    <>
      <ModelsHead title="Runs" actions={<Compare chosen={chosen} />}>
        Everything that was run: what it was given, what it made, what it cost.
      </ModelsHead>
      <AskedPages query={query} what="the runs">
        {(pages) => (
          <>
            <Filters page={pages[0]} search={search} />
            {pages[0].total === 0 ? (
              <Empty title="No run fits">
                Choose another filter, or start a run: <code>npx showrunner run</code>.
              </Empty>
            ) : (
              <DataTable
                label="Runs"
                columns={columns}
                rows={pages.flatMap(({ runs }) => runs)}
                keyOf={({ runId }) => runId}
              />
            )}
          </>
        )}
      </AskedPages>
    </>
  );
}

function Compare({ chosen }: { readonly chosen: ReadonlySet<string> }) {
  if (chosen.size < 2)
    return <p className="soft small">Choose two or more runs to compare them.</p>;
  return (
    <Link className="button main" to="/models/compare" search={{ ids: [...chosen].join(',') }}>
      Compare {chosen.size} runs
    </Link>
  );
}

function Filters({
  page: { stages, families, total },
  search,
}: {
  readonly page: RunPage;
  readonly search: RunSearch;
}) {
  const navigate = route.useNavigate();
  const set = (change: Partial<Record<keyof RunSearch, string | undefined>>): void =>
    void navigate({
      to: '/models/runs',
      search: runSearch({ ...search, ...change }),
      replace: true,
    });
  const pairs = (values: readonly string[]) => values.map((value) => [value, value] as const);
  return (
    <div className="filters">
      <Choose
        label="Stage"
        value={search.stage}
        all="All stages"
        options={pairs(stages)}
        onChange={(stage) => set({ stage })}
      />
      <Choose
        label="Family"
        value={search.family}
        all="All families"
        options={pairs(families)}
        onChange={(family) => set({ family })}
      />
      <Choose
        label="State"
        value={search.status}
        all="All states"
        options={pairs(['running', 'done', 'failed', 'abandoned'])}
        onChange={(status) => set({ status })}
      />
      <p className="soft small">{count(total)} runs</p>
    </div>
  );
}

type RunRow = RunPage['runs'][number];
type Sort = NonNullable<RunSearch['sort']>;

function useColumns(
  search: RunSearch,
  chosen: ReadonlySet<string>,
  toggle: (runId: string) => void,
): readonly Column<RunRow>[] {
  const { sort = 'startedAt', order = 'descending' } = search;
  const navigate = route.useNavigate();
  const head = (name: string, by: Sort) => ({
    name: (
      <SortButton
        name={name}
        order={sort === by ? order : undefined}
        onSort={(next) =>
          void navigate({
            to: '/models/runs',
            search: { ...search, sort: by, order: next },
            replace: true,
          })
        }
      />
    ),
    ...(sort === by ? { sorted: order } : {}),
  });
  return [
    {
      ...head('Run', 'stage'),
      of: ({ runId, stage, family }) => (
        <span className="run-name">
          <input
            type="checkbox"
            checked={chosen.has(runId)}
            onChange={() => toggle(runId)}
            aria-label={`Compare ${stage} ${family ?? ''} ${runId.slice(0, 8)}`}
          />
          <Link to="/models/runs/$runId" params={{ runId }}>
            {capitalized(stage)} {family ?? ''}
          </Link>
        </span>
      ),
    },
    { ...head('Began', 'startedAt'), of: ({ startedAt }) => utcTime(startedAt) },
    {
      ...head('Took', 'seconds'),
      isNumber: true,
      of: ({ seconds }) => (seconds === null ? 'running' : duration(seconds)),
    },
    {
      ...head('NDCG', 'ndcg'),
      isNumber: true,
      of: ({ metrics }) => (metrics['ndcg'] === undefined ? '–' : metrics['ndcg'].toFixed(4)),
    },
    {
      ...head('Loss', 'loss'),
      isNumber: true,
      of: ({ metrics }) => (metrics['loss'] === undefined ? '–' : figure(metrics['loss'])),
    },
    {
      name: 'Registered as',
      of: ({ version }) => (version === null ? '–' : <VersionLink version={version} />),
    },
    {
      ...head('State', 'status'),
      of: ({ status, error }) => (
        <span className="run-state" data-state={status} title={error ?? undefined}>
          {status}
        </span>
      ),
    },
  ];
}
