import { getRouteApi, Link } from '@tanstack/react-router';
import { control } from '../api/control.ts';
import type { QuarantinePage } from '../api/control-types.ts';
import { useControlPages } from '../api/use-control.ts';
import { useMay } from '../api/use-session.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Choose } from '../parts/choose.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { ReasonedAction } from '../parts/reasoned-action.tsx';
import { capitalized, spaced } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { DataHead } from './data-head.tsx';

const route = getRouteApi('/data/quarantine');

/** Lines that cannot be used, by reason, each with what is wrong, and a way to judge them anew. */
export function Quarantine() {
  const search = route.useSearch();
  const query = useControlPages('GET /v1/quarantine', { query: search });
  return (
    <>
      <DataHead title="Quarantine" actions={<ReplayLines reason={search.reason} />}>
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

function ReplayLines({ reason: only }: { readonly reason: string | undefined }) {
  if (!useMay('replay-quarantine')) return null;
  const what = only === undefined ? 'all lines' : `lines with ${spaced(only)}`;
  return (
    <ReasonedAction
      label={`Replay ${what} …`}
      title={`Judge ${what} again`}
      confirm="Replay"
      isMain
      act={(reason) =>
        control('POST /v1/quarantine/replay', {
          body: { reason, ...(only === undefined ? {} : { only }) },
        })
      }
      done="They have been judged again."
    >
      Today&apos;s decoder and catalogue judge {what} again. What has become usable joins the lake
      as a settlement; what has not stays here.
    </ReasonedAction>
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
        { name: 'Reason', of: ({ reason }) => spaced(reason) },
        { name: 'Place', of: ({ partition, position }) => `${partition}:${count(position)}` },
      ]}
    />
  );
