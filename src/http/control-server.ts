import fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { ThrottledWarning } from '../telemetry/index.ts';
import { accessBy } from './control-access.ts';
import { addAskRoute } from './control-ask.ts';
import { addAssetRoutes, pages } from './control-assets.ts';
import { addEventRoute, type EventParts } from './control-events.ts';
import { addPostEventRoute, type PostParts } from './control-post-events.ts';
import { guard } from './control-guard.ts';
import { statusKeeper, type KeeperParts } from './control-keeper.ts';
import { addLoginRoutes } from './control-login.ts';
import { addControlMetrics } from './control-metrics.ts';
import { addRecordRoutes } from './control-records.ts';
import { refuseControl, type Refusal } from './control-refusals.ts';

/** What the control server answers from. */
export interface ControlServerParts extends KeeperParts {
  readonly clock: Clock;
  readonly warn: ThrottledWarning;
  /** What everybody must show; `null` asks nothing of anybody. */
  readonly token: string | null;
  /** Names under which it may be asked, besides `localhost` and addresses. */
  readonly hosts: readonly string[];
  /** How often the event stream looks and beats; other than the real ones in tests only. */
  readonly pace?: Pick<EventParts, 'everyMs' | 'heartbeatMs'>;
  /** Where posted events go; absent where another source is read. */
  readonly posting?: PostParts;
}

const MAX_BODY_BYTES = 1_024;
const MAX_HEAD_BYTES = 16_384;
const MAX_CONNECTIONS = 1_000;
const HEAD_MS = 10_000;

/** Makes the control server, not yet listening. */
export function buildControlServer(parts: ControlServerParts): FastifyInstance {
  const app = fastify({
    logger: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: HEAD_MS,
    http: { maxHeaderSize: MAX_HEAD_BYTES, headersTimeout: HEAD_MS },
    routerOptions: { maxParamLength: MAX_HEAD_BYTES },
    frameworkErrors: (_error, _request, reply) => void refuseControl(reply, 'bad-request'),
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  const access = accessBy(parts.token, parts.clock);
  const keeper = statusKeeper(parts);
  const page = pages(access.isGuarded);
  guard(app, { access, hosts: parts.hosts });
  addLoginRoutes(app, { access, page });
  addAssetRoutes(app);
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page('status')));
  app.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok'));
  app.get('/v1/status', () => keeper.current());
  const watching = addEventRoute(app, { keeper, warn: parts.warn, ...parts.pace });
  addPostEventRoute(app, { ...parts, keeper });
  addAskRoute(app, parts);
  addRecordRoutes(app, parts);
  addControlMetrics(app, {
    watching,
    home: parts.home,
    metadata: parts.metadata,
    status: () => keeper.current(),
  });
  refuseTheRest(app, parts.warn);
  return app;
}

function refuseTheRest(app: FastifyInstance, warn: ThrottledWarning): void {
  app.setNotFoundHandler((request, reply) =>
    refuseControl(
      reply,
      request.method === 'GET' || request.method === 'HEAD' ? 'not-found' : 'method-not-allowed',
    ),
  );
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) warn('request-failed', { found: messageOf(error) });
    const refusal: Refusal =
      status >= 500 ? 'internal-error' : status === 413 ? 'too-large' : 'bad-request';
    return refuseControl(reply, refusal);
  });
}
