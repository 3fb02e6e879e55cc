import type { FastifyInstance } from 'fastify';
import { userId, type ItemId } from '../domain/ids.ts';
import type { Contacts } from '../serving/index.ts';
import { addRoute } from './add-route.ts';
import type { ListParts } from './give-list.ts';
import { namedItem } from './list-documents.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/** From this share of its runtime on an item counts as finished: what is left are the credits. */
export const FINISHED_COMPLETION = 0.9;

/** Something begun and not finished. */
interface Begun {
  readonly itemId: ItemId;
  readonly completion: number;
  /** NaN when unknown. */
  readonly latestMs: number;
}

/**
 * Adds the route of what a user began, as far as rules let it be shown. No model chooses here, so
 * there is no receipt.
 */
export function addContinueRoute(
  app: FastifyInstance,
  parts: Pick<ListParts, 'history' | 'catalogue' | 'recommender'>,
): void {
  addRoute(app, ROUTE_CONTRACTS.continueWatching, ({ params, query }) => {
    const catalogue = parts.catalogue.current();
    const user = userId(params.userId);
    const mayBeShown = parts.recommender.mayBeShown(user);
    const contacts = parts.history.contactsOf?.(user) ?? null;
    const begun = contacts === null ? [] : begunOf(contacts);
    return {
      userId: params.userId,
      items: begun
        .filter(({ itemId }) => mayBeShown(itemId))
        .slice(0, query.count)
        .map(({ itemId, completion, latestMs }) => ({
          ...namedItem(itemId, catalogue),
          completion,
          latestAt: Number.isFinite(latestMs) ? new Date(latestMs).toISOString() : null,
        })),
    };
  });
}

/** What was begun and not finished, the latest first; what nobody knows the time of comes last. */
function begunOf({ itemIds, latestMs, completions }: Contacts): Begun[] {
  return itemIds
    .map((itemId, at) => ({ itemId, completion: completions[at]!, latestMs: latestMs[at]! }))
    .filter(({ completion }) => completion > 0 && completion < FINISHED_COMPLETION)
    .sort((a, b) => orderOf(b) - orderOf(a) || (a.itemId < b.itemId ? -1 : 1));
}

const orderOf = ({ latestMs }: Begun): number =>
  Number.isNaN(latestMs) ? Number.MIN_SAFE_INTEGER : latestMs;
