import { Link } from '@tanstack/react-router';
import { useControlPages } from '../api/use-control.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { VersionLink } from '../models/version-link.tsx';
import { shortId } from '../words/names.ts';
import { count } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { DataHead } from './data-head.tsx';
import { VerdictTag } from './verdict-tag.tsx';

/** Every dataset, the latest knowledge first. */
export function Datasets() {
  const query = useControlPages('GET /v1/datasets');
  return (
    <>
      <DataHead title="Datasets">
        What models are trained on: named by a hash of its content, so that the same log gives the
        same dataset, and each line in it can be told.
      </DataHead>
      <AskedPages query={query} what="the datasets">
        {(pages) =>
          pages[0].total === 0 ? (
            <Empty title="No dataset has been built yet">
              <code>npx showrunner dataset build</code> builds one of what was read.
            </Empty>
          ) : (
            <DataTable
              label="Datasets"
              rows={pages.flatMap(({ datasets }) => datasets)}
              keyOf={({ id }) => id}
              columns={[
                {
                  name: 'Dataset',
                  of: ({ id }) => (
                    <Link to="/data/datasets/$datasetId" params={{ datasetId: id }}>
                      {shortId(id)}
                    </Link>
                  ),
                },
                { name: 'Knows the log up to', isTight: true, of: ({ asOf }) => utcTime(asOf) },
                { name: 'Verdict', of: ({ verdict }) => <VerdictTag verdict={verdict} /> },
                { name: 'Lines', isNumber: true, of: ({ lines }) => count(lines) },
                { name: 'Users', isNumber: true, of: ({ rows }) => count(rows.users) },
                { name: 'Movies', isNumber: true, of: ({ rows }) => count(rows.items) },
                { name: 'Likes', isNumber: true, of: ({ rows }) => count(rows.positives) },
                {
                  name: 'Trained on it',
                  of: ({ models }) =>
                    models.length === 0
                      ? '–'
                      : models.map((version) => (
                          <span key={version} className="listed">
                            <VersionLink version={version} />
                          </span>
                        )),
                },
              ]}
            />
          )
        }
      </AskedPages>
    </>
  );
}
