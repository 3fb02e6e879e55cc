import type { FastifyInstance, FastifyReply } from 'fastify';
import { userId } from '../domain/ids.ts';
import { MAX_COUNT, type Answer } from '../serving/index.ts';
import { observeAnswer } from './observe-answer.ts';
import type { PublicServerParts } from './public-server.ts';
import { refuse } from './refusals.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/** The parts that lists are made from. */
type RecommendParts = Pick<
  PublicServerParts,
  'recommender' | 'catalogue' | 'exposures' | 'metrics' | 'warn'
>;

interface UserParams {
  readonly userId: string;
}

/**
 * Adds the two routes that give lists. A list is written to the exposure log before it leaves. A
 * HEAD request shows nothing to anybody, so it leaves no receipt.
 */
export function addRecommendRoutes(app: FastifyInstance, parts: RecommendParts): void {
  const { recommend, recommendations } = ROUTE_CONTRACTS;
  const answerFor = async (user: string, count: number, reply: FastifyReply): Promise<Answer> => {
    const { url: route } = reply.request.routeOptions;
    const answer = await parts.recommender.recommend(userId(user), {
      count,
      ...(route === undefined ? {} : { route }),
    });
    observeAnswer(answer, parts);
    await parts.exposures.append(answer.receipt);
    reply.tier = answer.tier;
    reply.header('x-showrunner-receipt', answer.receipt.receiptId);
    return answer;
  };
  app.get<{ Params: UserParams }>(
    recommend.path,
    { schema: { params: recommend.params } },
    async (request, reply) => {
      const { exposures } = await answerFor(request.params.userId, MAX_COUNT, reply);
      reply.type(recommend.responses[200].contentType);
      return exposures.map(({ itemId }) => itemId).join(',');
    },
  );
  app.head(recommend.path, { schema: { params: recommend.params } }, (_request, reply) =>
    reply.type(recommend.responses[200].contentType).send(),
  );
  for (const path of ['/recommend', '/recommend/*'])
    app.route({ method: ['GET', 'HEAD'], url: path, handler: (_, reply) => refuse(reply, 400) });

  const schema = {
    params: recommendations.params,
    querystring: recommendations.querystring,
  };
  app.get<{ Params: UserParams; Querystring: { readonly count: number } }>(
    recommendations.path,
    { schema: { ...schema, response: { 200: recommendations.responses[200].schema } } },
    async (request, reply) => {
      const answer = await answerFor(request.params.userId, request.query.count, reply);
      return recommendationsOf(answer, parts);
    },
  );
  app.head(recommendations.path, { schema }, (_request, reply) =>
    reply.type(recommendations.responses[200].contentType).send(),
  );
}

/** The JSON form of a list. A reason says no more than which tier proposed the item. */
function recommendationsOf(answer: Answer, { catalogue }: RecommendParts): unknown {
  const titles = catalogue.current();
  return {
    userId: answer.receipt.userId,
    receiptId: answer.receipt.receiptId,
    tier: answer.tier,
    modelVersion: answer.receipt.modelVersion,
    items: answer.exposures.map(({ itemId, position, score }, k) => ({
      itemId,
      position,
      title: titles?.titleOf(itemId) ?? null,
      score,
      reason: { kind: answer.tiers[k]! },
    })),
  };
}
