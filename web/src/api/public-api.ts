import { ask } from './ask.ts';
import { address } from './address.ts';
import type { Routes } from './public-types.ts';

type Route = keyof Routes;
type Answer<R extends Route> = Routes[R]['answer'];

/** A list for one viewer. */
export type ViewerList = Answer<'GET /v1/users/{userId}/recommendations'>;
export type ListItem = ViewerList['items'][number];
export type BecauseRows = Answer<'GET /v1/users/{userId}/because-you-watched'>;
export type Begun = Answer<'GET /v1/users/{userId}/continue-watching'>;
export type CatalogueItem = Answer<'GET /v1/items/{itemId}'>;

/** What a list is asked for. */
export type ListQuery = Routes['GET /v1/users/{userId}/recommendations']['query'];

/** The routes that a player uses, of the server at an address. */
export const publicApi = (base: string) => ({
  list: (userId: string, query: ListQuery = {}): Promise<ViewerList> =>
    ask(base + address('/v1/users/{userId}/recommendations', { userId }, query)),
  becauseYouWatched: (userId: string): Promise<BecauseRows> =>
    ask(
      base + address('/v1/users/{userId}/because-you-watched', { userId }, { rows: 3, count: 12 }),
    ),
  continueWatching: (userId: string): Promise<Begun> =>
    ask(base + address('/v1/users/{userId}/continue-watching', { userId })),
  item: (itemId: string): Promise<CatalogueItem> =>
    ask(base + address('/v1/items/{itemId}', { itemId })),
});

export type PublicApi = ReturnType<typeof publicApi>;
