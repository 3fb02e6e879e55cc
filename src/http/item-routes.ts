import type { FastifyInstance } from 'fastify';
import { itemId, type ItemId, userId } from '../domain/ids.ts';
import { addRoute } from './add-route.ts';
import { giveList, type ListParts } from './give-list.ts';
import { listDocument, namedItem } from './list-documents.ts';
import { refuseWith } from './refusals.ts';
import type { PublicServerParts } from './public-server.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/** Whom the receipt of a list names that was made for nobody in particular. */
const NOBODY = userId('-');

type ItemParts = ListParts & Pick<PublicServerParts, 'models'>;

/** Adds the routes about items. */
export function addItemRoutes(app: FastifyInstance, parts: ItemParts): void {
  const { item, similar } = ROUTE_CONTRACTS;
  addRoute(app, item, ({ params }, reply) => {
    const found = parts.catalogue.current()?.itemOf?.(itemId(params.itemId)) ?? null;
    return found ?? refuseWith(reply, 'unknown-item');
  });
  addRoute(app, similar, async ({ method, params, query }, reply) => {
    const asked: ItemId = itemId(params.itemId);
    if (!isKnown(parts, asked)) return refuseWith(reply, 'unknown-item');
    if (method === 'HEAD') return reply.type(similar.responses[200].contentType).send();
    const options = { count: query.count, similarTo: asked };
    const answer = await giveList(parts, { user: NOBODY, options }, reply);
    const catalogue = parts.catalogue.current();
    return { ...namedItem(asked, catalogue), ...listDocument(answer, catalogue) };
  });
}

/** Whether the catalogue has an item; without a catalogue, whether the model does. */
function isKnown({ catalogue, models }: ItemParts, itemId: ItemId): boolean {
  const current = catalogue.current();
  return current?.has(itemId) ?? models.champion()?.itemIds.includes(itemId) ?? false;
}
