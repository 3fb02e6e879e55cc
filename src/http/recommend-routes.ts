import type { FastifyInstance } from 'fastify';
import { userId } from '../domain/ids.ts';
import { MAX_COUNT } from '../serving/index.ts';
import { addRoute } from './add-route.ts';
import { giveList, type ListParts } from './give-list.ts';
import { listDocument } from './list-documents.ts';
import { optionsOfQuery } from './list-options.ts';
import { refuse } from './refusals.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/**
 * Adds the two routes that give a user their list. It is written to the exposure log before it
 * leaves. A HEAD request shows nothing to anybody, so it leaves no receipt.
 */
export function addRecommendRoutes(app: FastifyInstance, parts: ListParts): void {
  const { recommend, recommendations } = ROUTE_CONTRACTS;
  addRoute(app, recommend, async ({ method, params }, reply) => {
    reply.type(recommend.responses[200].contentType);
    if (method === 'HEAD') return reply.send();
    const asked = { user: userId(params.userId), options: { count: MAX_COUNT } };
    const { exposures } = await giveList(parts, asked, reply);
    return exposures.map(({ itemId }) => itemId).join(',');
  });
  for (const path of ['/recommend', '/recommend/*'])
    app.route({ method: ['GET', 'HEAD'], url: path, handler: (_, reply) => refuse(reply, 400) });

  addRoute(app, recommendations, async ({ method, params, query }, reply) => {
    if (method === 'HEAD') return reply.type(recommendations.responses[200].contentType).send();
    const asked = { user: userId(params.userId), options: optionsOfQuery(query) };
    const answer = await giveList(parts, asked, reply);
    return { userId: params.userId, ...listDocument(answer, parts.catalogue.current()) };
  });
}
