import { useQueries } from '@tanstack/react-query';
import type { ListItem, ListQuery } from '../api/public-api.ts';
import { useStatus } from '../api/use-status.ts';
import { ListCards } from './list-cards.tsx';
import { otherGenres } from './other-genres.ts';
import { Row } from './row.tsx';
import type { Deeds } from './use-deeds.ts';
import { usePlayer } from './use-player.ts';
import { useTopPicks } from './use-top-picks.ts';
import { useViewer } from './use-viewer.ts';

/** How old a title may be to be new, years. */
const NEW_YEARS = 2;

/** What is new, and what is unlike the viewer's list; none of it stands in the list itself. */
export function NarrowedRows({
  userId,
  deeds,
}: {
  readonly userId: string;
  readonly deeds: Deeds;
}) {
  const top = useTopPicks(userId).data?.items ?? NOTHING;
  const exclude = top.map(({ itemId }) => itemId);
  const year = Number(useStatus().status?.stream.lastEventAt?.slice(0, 4) ?? 0);
  const genres = otherGenres(...useGenres(top));
  return (
    <>
      <NarrowedRow
        id="new"
        title="New"
        about={`Released since ${year - NEW_YEARS}`}
        query={year === 0 || top.length === 0 ? null : { yearFrom: year - NEW_YEARS, exclude }}
        {...{ userId, deeds }}
      />
      <NarrowedRow
        id="different"
        title="Something different"
        about={genres.length === 0 ? '' : `From ${genres.slice(0, 3).join(', ')}`}
        query={genres.length === 0 ? null : { genre: genres.slice(0, 3), exclude }}
        {...{ userId, deeds }}
      />
    </>
  );
}

const NOTHING: readonly ListItem[] = [];

/** The genres of the list's titles, and all genres that are seen in it. */
function useGenres(
  items: readonly ListItem[],
): [picked: readonly (readonly string[])[], known: readonly string[]] {
  const player = usePlayer();
  const found = useQueries({
    queries: items.map(({ itemId }) => ({
      queryKey: ['item', itemId],
      queryFn: () => player!.item(itemId),
      enabled: player !== null,
      staleTime: Infinity,
    })),
  });
  if (found.some(({ isPending }) => isPending)) return [[], []];
  const genres = found.map(({ data }) => data?.genres ?? []);
  return [genres, genres.flat()];
}

function NarrowedRow({
  userId,
  id,
  title,
  about,
  query,
  deeds,
}: {
  readonly userId: string;
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly query: ListQuery | null;
  readonly deeds: Deeds;
}) {
  const { data } = useViewer(
    userId,
    [id, query],
    (player) => player.list(userId, { count: 12, ...query }),
    query !== null,
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Row id={id} title={title} about={about}>
      <ListCards items={data.items} deeds={deeds} />
    </Row>
  );
}
