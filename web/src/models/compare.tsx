import { getRouteApi, Link } from '@tanstack/react-router';
import type { RunComparison } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { spokenName } from '../words/names.ts';
import { valueWords } from './configuration.tsx';
import { ModelsHead } from './models-head.tsx';
import { RunDetails } from './run-details.tsx';
import { runName } from './run-name.ts';

const route = getRouteApi('/models/compare');

/** Several runs beside each other: what differs, how they learned, what they reached and cost. */
export function Compare() {
  const { ids = '' } = route.useSearch();
  const chosen = ids.split(',').filter(Boolean);
  const query = useControl(
    'GET /v1/comparison/runs',
    { query: { ids: chosen } },
    { isWanted: chosen.length > 0 },
  );
  return (
    <>
      <ModelsHead
        title="Runs compared"
        actions={
          <Link className="button" to="/models/runs">
            Choose others
          </Link>
        }
      >
        What differs between them, how they learned, what they reached and what they cost.
      </ModelsHead>
      {chosen.length === 0 ? (
        <Empty title="No run is chosen">Choose two or more in the list of runs.</Empty>
      ) : (
        <Asked query={query} what="the comparison">
          {(comparison) => (
            <>
              <Differing comparison={comparison} />
              <RunDetails runs={comparison.runs} />
            </>
          )}
        </Asked>
      )}
    </>
  );
}

const Differing = ({ comparison: { runs, differing } }: { readonly comparison: RunComparison }) => (
  <section className="block first" aria-labelledby="differs">
    <h2 id="differs">What differs</h2>
    {differing.length === 0 ? (
      <p className="soft">They were given the same.</p>
    ) : (
      <DataTable
        label="Settings that differ"
        rows={differing}
        keyOf={({ field }) => field}
        columns={[
          { name: 'Setting', of: ({ field }) => spokenName(field) },
          ...runs.map((run, k) => ({
            name: runName(run),
            of: ({ values }: RunComparison['differing'][number]) => valueWords(values[k]),
          })),
        ]}
      />
    )}
  </section>
);
