import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.ts';
import type { PublicServerParts } from './public-server.ts';
import { openApiOf } from './openapi.ts';
import type { RouteContract } from './route-contract.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

/** The parts that the state of the server is read from. */
type StatusParts = Pick<
  PublicServerParts,
  'models' | 'exposures' | 'metrics' | 'troubles' | 'waitsFor' | 'version'
>;

/** Whether lists come from a model, and what is wrong, in sentences. */
interface Readiness {
  readonly status: 'ready' | 'not-ready';
  /** Why it is not ready. */
  readonly reasons: readonly string[];
  /** What should be looked at although lists are given. */
  readonly troubles: readonly string[];
}

/** Adds the routes that machines watch. */
export function addStatusRoutes(app: FastifyInstance, parts: StatusParts): void {
  const { health, readiness, metrics, openapi } = ROUTE_CONTRACTS;
  const description = openApiOf(Object.values<RouteContract>(ROUTE_CONTRACTS), {
    title: 'Showrunner',
    version: parts.version,
  });
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  addRoute(app, health, (_, reply) => reply.type(health.responses[200].contentType).send('ok'));
  addRoute(app, readiness, (_, reply) => {
    const found = readinessOf(parts, isStopping);
    return reply.code(found.status === 'ready' ? 200 : 503).send(found);
  });
  addRoute(app, metrics, async (_, reply) => {
    reply.type(parts.metrics.contentType);
    return parts.metrics.text();
  });
  addRoute(app, openapi, (_, reply) =>
    reply.type(openapi.responses[200].contentType).send(JSON.stringify(description)),
  );
}

function readinessOf(
  { models, exposures, troubles, waitsFor }: StatusParts,
  isStopping: boolean,
): Readiness {
  const champion = models.champion();
  const baseline = models.baseline();
  const reasons = [
    ...(isStopping ? ['The server is stopping.'] : []),
    ...(champion === null && baseline === null ? ['No model is loaded.'] : []),
    ...[waitsFor?.() ?? null].filter((reason) => reason !== null),
  ];
  const { trouble, lost } = exposures.status();
  return {
    status: reasons.length === 0 ? 'ready' : 'not-ready',
    reasons,
    troubles: [
      ...(champion === null && baseline !== null
        ? ['No champion is loaded; lists come from the baseline.']
        : []),
      ...(trouble === null
        ? []
        : [`Receipts cannot be written (${trouble}); ${lost} lost since the start.`]),
      ...(troubles?.() ?? []),
    ],
  };
}
