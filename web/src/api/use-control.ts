import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { control, type AnswerOf, type ControlRequest, type ControlRoute } from './control.ts';

/** How a view keeps what it asked for. */
export interface Keeping {
  /** Asked anew after so long while it is looked at, milliseconds. */
  readonly everyMs?: number;
  /** Whether it is asked for at all. */
  readonly isWanted?: boolean;
}

/** What a route answers, kept by route and request; the former stays until the next has come. */
export const useControl = <R extends ControlRoute>(
  route: R,
  request: ControlRequest<R> = {},
  { everyMs, isWanted = true }: Keeping = {},
): UseQueryResult<AnswerOf<R>> =>
  useQuery({
    queryKey: [route, request],
    queryFn: () => control(route, request),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });

type Paged = { readonly next: string | null };

/** The pages of a route that answers in pages, one after the other as they are asked for. */
export const useControlPages = <R extends ControlRoute>(
  route: AnswerOf<R> extends Paged ? R : never,
  request: ControlRequest<R> = {},
  { everyMs }: Keeping = {},
) =>
  useInfiniteQuery({
    queryKey: [route, request, 'pages'],
    queryFn: ({ pageParam }) =>
      control<R>(route, {
        ...request,
        query: { ...request.query, ...(pageParam === null ? {} : { cursor: pageParam }) },
      } as ControlRequest<R>),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page as Paged).next,
    placeholderData: keepPreviousData,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
