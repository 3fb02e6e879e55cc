import { Link } from '@tanstack/react-router';
import type { ModelPage } from '../api/control-types.ts';
import { useControlPages } from '../api/use-control.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { shortId } from '../words/names.ts';
import { count, signed } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { ChampionActions } from './champion-actions.tsx';
import { ModelsHead } from './models-head.tsx';
import { VersionLink } from './version-link.tsx';

/** The registry: every version, what it is worth, and which of them serves. */
export function Versions() {
  const query = useControlPages('GET /v1/models', {}, { everyMs: 10_000 });
  const first = query.data?.pages[0];
  return (
    <>
      <ModelsHead
        title="Models"
        actions={first === undefined ? undefined : <ChampionActions page={first} />}
      >
        {first === undefined ? 'Registered versions.' : leadWords(first)}
      </ModelsHead>
      <AskedPages query={query} what="the registry">
        {(pages) =>
          pages[0].total === 0 ? (
            <Empty title="No version is registered yet">
              <code>npx showrunner run</code> builds a dataset, judges recipes, trains the best and
              registers it. The demo does so by itself after a while.
            </Empty>
          ) : (
            <DataTable
              label="Registered versions"
              columns={COLUMNS}
              rows={pages.flatMap(({ models }) => models)}
              keyOf={({ version }) => version}
            />
          )
        }
      </AskedPages>
    </>
  );
}

const leadWords = ({ champion, baseline, total }: ModelPage): string =>
  champion === null
    ? `${count(total)} versions are registered; none is champion yet.`
    : `${champion} makes the lists; ${baseline ?? 'nothing'} stands behind it, for whenever it cannot. ${count(total)} versions are registered.`;

type Version = ModelPage['models'][number];

const COLUMNS: readonly Column<Version>[] = [
  { name: 'Version', of: ({ version }) => <VersionLink version={version} /> },
  {
    name: 'Serves as',
    of: ({ aliases }) =>
      aliases.map((alias) => (
        <span key={alias} className="tag" data-alias={alias}>
          {alias}
        </span>
      )),
  },
  { name: 'Registered', isTight: true, of: ({ createdAt }) => utcTime(createdAt) },
  {
    name: 'Quality, 95 %',
    isNumber: true,
    of: ({ evaluation }) =>
      evaluation?.model.mean == null
        ? 'not judged'
        : `${evaluation.metric} ${evaluation.model.mean.toFixed(4)}${intervalWords(evaluation.model)}`,
  },
  {
    name: 'Over popularity, 95 %',
    isNumber: true,
    of: ({ evaluation }) => {
      const against = evaluation?.againstPopularity ?? null;
      return against === null
        ? '–'
        : `${signed(against.difference)} (${signed(against.low)} to ${signed(against.high)})`;
    },
  },
  {
    name: 'Judged over',
    isNumber: true,
    of: ({ evaluation }) => (evaluation === null ? '–' : `${count(evaluation.users)} users`),
  },
  {
    name: 'Dataset',
    of: ({ datasetId }) => (
      <Link to="/data/datasets/$datasetId" params={{ datasetId }}>
        {shortId(datasetId)}
      </Link>
    ),
  },
];

const intervalWords = ({
  low,
  high,
}: {
  readonly low: number | null;
  readonly high: number | null;
}): string => (low === null || high === null ? '' : ` (${low.toFixed(4)} to ${high.toFixed(4)})`);
