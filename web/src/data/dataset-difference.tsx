import { getRouteApi } from '@tanstack/react-router';
import type { Dataset } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { Choose } from '../parts/choose.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { shortId } from '../words/names.ts';
import { count, counted, signed } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';

const route = getRouteApi('/data/datasets/$datasetId');

/** This dataset beside another one. */
export function DatasetDifference({ dataset }: { readonly dataset: Dataset }) {
  const { with: other } = route.useSearch();
  const navigate = route.useNavigate();
  const others = useControl('GET /v1/datasets', { query: { limit: 50 } }).data?.datasets ?? [];
  return (
    <section className="block" aria-labelledby="difference">
      <h2 id="difference">Compared with another</h2>
      <div className="filters">
        <Choose
          label="With"
          value={other}
          all="Choose a dataset"
          options={others
            .filter(({ id }) => id !== dataset.id)
            .map(({ id, asOf }) => [id, `${shortId(id)}, up to ${utcTime(asOf)}`])}
          onChange={(id) =>
            void navigate({
              to: '.',
              search: id === undefined ? {} : { with: id },
              replace: true,
            })
          }
        />
      </div>
      {other !== undefined && <Difference a={dataset.id} b={other} />}
    </section>
  );
}

function Difference({ a, b }: { readonly a: string; readonly b: string }) {
  const query = useControl('GET /v1/datasets/{datasetId}/diff', {
    path: { datasetId: a },
    query: { with: b },
  });
  return (
    <Asked query={query} what="the difference">
      {({ differences, rows, onlyInA, onlyInB }) => (
        <>
          <p className="soft small">
            {counted(onlyInA.length, 'segment')} only in {shortId(a)},{' '}
            {counted(onlyInB.length, 'segment')} only in {shortId(b)}.
          </p>
          <DataTable
            label="Rows of both"
            rows={rows}
            keyOf={({ table }) => table}
            columns={[
              { name: 'Table', of: ({ table }) => table },
              { name: `Rows in ${shortId(a)}`, isNumber: true, of: (row) => count(row.a) },
              { name: `Rows in ${shortId(b)}`, isNumber: true, of: (row) => count(row.b) },
              { name: 'More', isNumber: true, of: (row) => signed(row.b - row.a, 0) },
            ]}
          />
          <DataTable
            label="What else differs"
            rows={differences}
            keyOf={({ what }) => what}
            columns={[
              { name: 'What differs', of: ({ what }) => what },
              { name: shortId(a), of: (row) => row.a },
              { name: shortId(b), of: (row) => row.b },
            ]}
          />
        </>
      )}
    </Asked>
  );
}
