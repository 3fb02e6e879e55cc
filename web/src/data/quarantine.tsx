import { getRouteApi, Link } from '@tanstack/react-router';
import type { QuarantinePage } from '../api/control-types.ts';
import { useControlPages } from '../api/use-control.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Choose } from '../parts/choose.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { ShareBars } from '../parts/share-bars.tsx';
import { capitalized, spaced } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { DataHead } from './data-head.tsx';
import { ReplayLines } from './replay-lines.tsx';

const route = getRouteApi('/data/quarantine');

/** Lines that cannot be used, by reason, each with what is wrong, and a way to judge them anew. */
export function Quarantine() {
  const search = route.useSearch();
  const query = useControlPages('GET /v1/quarantine', { query: search });
  return (
    <>
      <DataHead title="Quarantine" actions={<ReplayLines only={search.reason} />}>
        Lines that cannot be used are kept, each with its reason. None is lost: when the decoder or
        the catalogue learns, they can be judged again.
      </DataHead>
      <AskedPages query={query} what="the quarantine">
        {(pages) => (
          <>
            <Reasons page={pages[0]} chosen={search.reason} />
            <Lines pages={pages} />
          </>
        )}
      </AskedPages>
    </>
  );
}

function Reasons({
  page: { reasons, sources, total },
  chosen,
}: {
  readonly page: QuarantinePage;
  readonly chosen: string | undefined;
}) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: {
    readonly reason?: string | undefined;
    readonly source?: string | undefined;
  }) =>
    void navigate({
      to: '/data/quarantine',
      search: Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined),
      ),
      replace: true,
    });
  const meaning = reasons.find(({ reason }) => reason === chosen)?.sentence;
  return (
    <>
      <div className="filters">
        <Choose
          label="Reason"
          value={chosen}
          all="All reasons"
          options={reasons.map(({ reason, lines }) => [
            reason,
            `${capitalized(spaced(reason))} (${count(lines)})`,
          ])}
          onChange={(reason) => set({ reason })}
        />
        {sources.length > 1 && (
          <Choose
            label="Source"
            value={search.source}
            all="All sources"
            options={sources.map(({ source, lines }) => [source, `${source} (${count(lines)})`])}
            onChange={(source) => set({ source })}
          />
        )}
        <p className="soft small">{counted(total, 'line')}</p>
      </div>
      {meaning !== undefined && <p className="meaning">{meaning}</p>}
      {chosen === undefined && reasons.length > 1 && (
        <div className="reasons">
          <ShareBars
            caption="Lines that are set aside, by reason"
            unit="lines"
            shares={reasons.map(({ reason, sentence, lines }) => ({
              name: capitalized(spaced(reason)),
              about: sentence,
              value: lines,
            }))}
          />
        </div>
      )}
    </>
  );
}

const Lines = ({ pages }: { readonly pages: readonly QuarantinePage[] }) =>
  pages[0]!.total === 0 ? (
    <Empty title="No line is set aside">
      Every line that fits this filter could be used, or none has been read yet.
    </Empty>
  ) : (
    <DataTable
      label="Lines that are set aside"
      rows={pages.flatMap(({ lines }) => lines)}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Line',
          of: ({ id, line }) => (
            <Link to="/data/quarantine/$lineId" params={{ lineId: id }} className="mono">
              {line ?? 'no text'}
            </Link>
          ),
        },
        { name: 'Reason', of: ({ reason }) => capitalized(spaced(reason)) },
        { name: 'Partition', isNumber: true, of: ({ partition }) => partition },
        { name: 'Line of the log', isNumber: true, of: ({ position }) => count(position) },
      ]}
    />
  );
