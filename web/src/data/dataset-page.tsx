import { getRouteApi } from '@tanstack/react-router';
import type { Dataset } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { VersionLink } from '../models/version-link.tsx';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Facts } from '../parts/facts.tsx';
import { shortId } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { DataHead } from './data-head.tsx';
import { DatasetDifference } from './dataset-difference.tsx';
import { Lineage } from './lineage.tsx';
import { VerdictTag } from './verdict-tag.tsx';

const route = getRouteApi('/data/datasets/$datasetId');

/** One dataset: what is in it, what it came from, what came of it, and how it differs from others. */
export function DatasetPageView() {
  const { datasetId } = route.useParams();
  const query = useControl('GET /v1/datasets/{datasetId}', { path: { datasetId } });
  return (
    <>
      <DataHead title={`Dataset ${shortId(datasetId)}`}>
        {query.data === undefined
          ? ''
          : `Everything that was known up to ${utcTime(query.data.asOf)}, from ${counted(query.data.lines, 'line')} of the log.`}
      </DataHead>
      <Asked query={query} what="the dataset">
        {(dataset) => (
          <>
            <Content dataset={dataset} />
            <Lineage dataset={dataset} />
            <DatasetDifference dataset={dataset} />
          </>
        )}
      </Asked>
    </>
  );
}

const Content = ({ dataset }: { readonly dataset: Dataset }) => (
  <section className="block first" aria-labelledby="content">
    <h2 id="content">What is in it</h2>
    <Facts
      facts={[
        ['Verdict', <VerdictTag key="verdict" verdict={dataset.verdict} />],
        ['Id', dataset.id],
        ['Built', utcTime(dataset.builtAt)],
        [
          'Events',
          dataset.firstEventAt === null || dataset.lastEventAt === null
            ? null
            : `${utcTime(dataset.firstEventAt)} to ${utcTime(dataset.lastEventAt)}`,
        ],
        [
          'Trained on it',
          dataset.models.length === 0
            ? null
            : dataset.models.map((version) => (
                <span key={version} className="listed">
                  <VersionLink version={version} />
                </span>
              )),
        ],
      ]}
    />
    <DataTable
      label="Tables"
      rows={Object.entries(dataset.tables)}
      keyOf={([name]) => name}
      columns={[
        { name: 'Table', of: ([name]) => name },
        { name: 'Rows', isNumber: true, of: ([, { rows }]) => count(rows) },
        { name: 'Hash', of: ([, { hash }]) => <code>{shortId(hash)}</code> },
      ]}
    />
    {dataset.findings.length > 0 && (
      <ul className="plain findings">
        {dataset.findings.map(({ check, severity, message }) => (
          <li key={check + message} className="finding" data-severity={severity}>
            {message}
          </li>
        ))}
      </ul>
    )}
  </section>
);
