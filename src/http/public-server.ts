import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { messageOf } from '../domain/errors.ts';
import type { Tier } from '../domain/receipt.ts';
import type { ExposureLog, ServeMetrics, ThrottledWarning } from '../telemetry/index.ts';
import type { CatalogueSource, HistorySource, ModelSource, Recommender } from '../serving/index.ts';
import { allowedMethods } from './allowed-methods.ts';
import { allowOrigins, type AllowedOrigins } from './allow-origins.ts';
import { addBatchRoute } from './batch-route.ts';
import { BATCH_LIMITS, type BatchLimits } from './batch-turns.ts';
import { addBecauseRoute } from './because-route.ts';
import { addContinueRoute } from './continue-route.ts';
import { addItemRoutes } from './item-routes.ts';
import { addRecommendRoutes } from './recommend-routes.ts';
import { hasProblems, refuse, refuseWith } from './refusals.ts';
import {
  continueTrace,
  requestIdOf,
  traceparentOf,
  type TraceContext,
} from './request-identity.ts';
import { addStatusRoutes } from './status-routes.ts';
import { unreadableRequests } from './unreadable-requests.ts';
import { problemWith, validateRequests } from './validate-requests.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Tier of the list in this reply. */
    tier: Tier | 'none';
    /** What is to be done once it has left. */
    afterwards: (() => void)[] | null;
    /** Whether the metrics have it. */
    isCounted: boolean;
  }
  interface FastifyRequest {
    /** The caller's trace; `null` where it sent none. */
    trace: TraceContext | null;
  }
}

/** Limits of the public server in milliseconds; the defaults are the real ones. */
export interface PublicServerLimits extends BatchLimits {
  /** For the head of a request to arrive. */
  readonly headersTimeoutMs: number;
  /** For a whole request to arrive. */
  readonly requestTimeoutMs: number;
  /** A connection on which nothing happens is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly checkEveryMs: number;
  /** For the lists of a batch to be read by whoever asked for them. */
  readonly takeMs: number;
}

const LIMITS: PublicServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  idleTimeoutMs: 75_000,
  checkEveryMs: 2_000,
  takeMs: 30_000,
  ...BATCH_LIMITS,
};

/** Longest head of a request, path included. */
const MAX_HEAD_BYTES = 16_384;
const MAX_CONNECTIONS = 10_000;

/** What the public server answers from. */
export interface PublicServerParts {
  readonly recommender: Recommender;
  readonly models: ModelSource;
  readonly history: HistorySource;
  readonly catalogue: CatalogueSource;
  readonly exposures: ExposureLog;
  readonly metrics: ServeMetrics;
  readonly warn: ThrottledWarning;
  /** What else is wrong, in sentences, for `/readyz`. */
  readonly troubles?: () => readonly string[];
  /** What is not in memory yet, in a sentence; `null` when all is. */
  readonly waitsFor?: () => string | null;
  /** Pages that may ask from a browser; absent: none but those of this server. */
  readonly origins?: AllowedOrigins;
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
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
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
    frameworkErrors: (_error, request, reply) => {
      countUnrouted(400);
      reply.header('x-request-id', request.id);
      void refuse(reply, 400);
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  // A client may close its sending side and still wait for the answer; Node drops it by default.
  Object.assign(app.server, { httpAllowHalfOpen: true });
  app.decorateReply('tier', 'none');
  app.decorateReply('isCounted', false);
  app.decorateReply('afterwards', null);
  app.decorateRequest('trace', null);
  countRequests(app, parts.metrics);
  app.addHook('onRequest', (request, _reply, done) => {
    unreadable.began(request.raw);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    unreadable.ended(request.raw);
    for (const work of reply.afterwards ?? []) work();
    done();
  });
  nameRequests(app);
  validateRequests(app);
  if (parts.origins !== undefined) allowOrigins(app, parts.origins);
  refuseTheRest(app, parts.warn);
  addRecommendRoutes(app, parts);
  addBatchRoute(app, parts, limits);
  addBecauseRoute(app, parts);
  addContinueRoute(app, parts);
  addItemRoutes(app, parts);
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

/** Gives every request its id and its part in the caller's trace, and sends both back. */
function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    request.trace = continueTrace(request.headers.traceparent);
    if (request.trace !== null) reply.header('traceparent', traceparentOf(request.trace));
    done();
  });
}

function refuseTheRest(app: FastifyInstance, warn: ThrottledWarning): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    const mayBe = READING.has(request.method) || isAllowed(request.method, request.url);
    if (mayBe) done();
    else void refuseUnknown(reply.header('connection', 'close'));
  });
  app.setNotFoundHandler((_request, reply) => refuseUnknown(reply));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { contract } = request.routeOptions.config;
    if (error.validation !== undefined && contract !== undefined && hasProblems(request.url))
      return refuseWith(reply, ...problemWith(error.validation, error.validationContext, contract));
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      const trace = request.trace?.traceId ?? null;
      warn('request-failed', { found: messageOf(error), request: request.id, trace });
    }
    return refuse(reply, status);
  });
}

/** Refuses what no route answers: a way to ask that there is not, or an address that there is not. */
function refuseUnknown(reply: FastifyReply): FastifyReply {
  const allowed = allowedMethods(reply.request.url);
  if (allowed === null) return refuse(reply, 404);
  return refuse(reply.header('allow', allowed.join(', ')), 405);
}

const isAllowed = (method: string, url: string): boolean =>
  allowedMethods(url)?.includes(method) ?? false;

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);
