import fastify, { type FastifyInstance } from 'fastify';
import { messageOf } from '../domain/errors.ts';
import type { Tier } from '../domain/receipt.ts';
import type { ExposureLog, ServeMetrics, ThrottledWarning } from '../telemetry/index.ts';
import type { CatalogueSource, ModelSource, Recommender } from '../serving/index.ts';
import { addRecommendRoutes } from './recommend-routes.ts';
import { refuse } from './refusals.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';
import { addStatusRoutes } from './status-routes.ts';
import { unreadableRequests } from './unreadable-requests.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Tier of the list in this reply. */
    tier: Tier | 'none';
    /** Whether the metrics have it. */
    isCounted: boolean;
  }
}

/** Limits of the public server in milliseconds; the defaults are the real ones. */
export interface PublicServerLimits {
  /** For the head of a request to arrive. */
  readonly headersTimeoutMs: number;
  /** For a whole request to arrive. */
  readonly requestTimeoutMs: number;
  /** A connection on which nothing happens is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly checkEveryMs: number;
}

const LIMITS: PublicServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  idleTimeoutMs: 75_000,
  checkEveryMs: 2_000,
};

/** Longest head of a request, path included. */
const MAX_HEAD_BYTES = 16_384;
const MAX_CONNECTIONS = 10_000;

/** What the public server answers from. */
export interface PublicServerParts {
  readonly recommender: Recommender;
  readonly models: ModelSource;
  readonly catalogue: CatalogueSource;
  readonly exposures: ExposureLog;
  readonly metrics: ServeMetrics;
  readonly warn: ThrottledWarning;
  /** What else is wrong, in sentences, for `/readyz`. */
  readonly troubles?: () => readonly string[];
  /** What is not in memory yet, in a sentence; `null` when all is. */
  readonly waitsFor?: () => string | null;
  /** Version of the program, for the API description. */
  readonly version: string;
  readonly limits?: Partial<PublicServerLimits>;
}

/**
 * Makes the public server, not yet listening. Whatever arrives gets a valid answer or a short
 * refusal with fixed words.
 */
export function buildPublicServer(parts: PublicServerParts): FastifyInstance {
  const limits = { ...LIMITS, ...parts.limits };
  const countUnrouted = (status: number): void =>
    parts.metrics.request({ route: 'none', status, tier: 'none', seconds: null });
  const unreadable = unreadableRequests(countUnrouted);
  const app = fastify({
    logger: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    bodyLimit: 1,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    http: {
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    routerOptions: { maxParamLength: MAX_HEAD_BYTES },
    clientErrorHandler: (error, socket) => unreadable.refuse(error, socket),
    frameworkErrors: (_error, _request, reply) => {
      countUnrouted(400);
      void refuse(reply, 400);
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  // A client may close its sending side and still wait for the answer; Node drops it by default.
  Object.assign(app.server, { httpAllowHalfOpen: true });
  app.decorateReply('tier', 'none');
  app.decorateReply('isCounted', false);
  countRequests(app, parts.metrics);
  app.addHook('onRequest', (request, _reply, done) => {
    unreadable.began(request.raw.socket);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    unreadable.ended(request.raw.socket);
    done();
  });
  refuseTheRest(app, parts.warn);
  addRecommendRoutes(app, parts);
  addStatusRoutes(app, parts);
  return app;
}

function countRequests(app: FastifyInstance, metrics: ServeMetrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (!reply.isCounted)
      metrics.request({
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        tier: reply.tier,
        seconds: reply.elapsedTime / 1000,
      });
    reply.isCounted = true;
    done();
  });
}

const KNOWN_PATHS = Object.values(ROUTE_CONTRACTS).map(
  ({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/?]+').replaceAll('.', '\\.')}(?:\\?|$)`),
);

function refuseTheRest(app: FastifyInstance, warn: ThrottledWarning): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    if (request.method === 'GET' || request.method === 'HEAD') done();
    else {
      const isKnown = KNOWN_PATHS.some((path) => path.test(request.url));
      if (isKnown) reply.header('allow', 'GET, HEAD');
      void refuse(reply.header('connection', 'close'), isKnown ? 405 : 404);
    }
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) warn('request-failed', { found: messageOf(error) });
    return refuse(reply, status);
  });
}
