import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { messageOf } from '../domain/errors.ts';
import type { LineDecoder } from '../events/index.ts';
import type { Tables } from '../store/index.ts';
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
import { addReportPages } from './control-records.ts';
import { isTellable, refuseControl, refuseFor, type Refusal } from './control-refusals.ts';
import { addContractRoutes } from './control/contract-routes.ts';
import type { ExperimentReader } from './control/experiment-reader.ts';
import type { Operator } from './control/operator.ts';
import { publicUrlOf } from './control/public-url.ts';
import { webApp, type WebApp } from './control/web-app.ts';
import { problemWith, validateRequests } from './validate-requests.ts';

/** What the control server answers from. */
export interface ControlServerParts extends KeeperParts {
  readonly tables: () => Promise<Tables>;
  readonly warn: ThrottledWarning;
  /** What those who operate must show; `null` asks nothing of anybody. */
  readonly token: string | null;
  /** What those who only look may show instead. */
  readonly readToken?: string | null;
  /** In whose name everybody acts where no token is asked for. */
  readonly owner?: string;
  /** Names under which it may be asked, besides `localhost` and addresses. */
  readonly hosts: readonly string[];
  /** How often the event stream looks and beats; other than the real ones in tests only. */
  readonly pace?: Pick<EventParts, 'everyMs' | 'heartbeatMs'>;
  /** Where posted events go; absent where another source is read. */
  readonly posting?: PostParts;
  /** Whether the service is simulated, so that its time is that of its log. */
  readonly eventTime?: 'wall-clock' | 'log';
  /** Does what takes longer than an answer may; absent where nothing can be done from here. */
  readonly operator?: Operator;
  /** Reads experiments outside of the event loop; absent: their reports cannot be had here. */
  readonly experiments?: ExperimentReader;
  /** Today's decoder for lines that one of the given name read. */
  readonly decoderFor?: (name: string) => LineDecoder | null;
  /** Where browsers find the public server; absent: on the machine that they asked for. */
  readonly publicUrl?: string;
  /** Folder of the built web app; absent or empty: the status page is all there is. */
  readonly webApp?: string;
  /** Version of the program. */
  readonly version?: string;
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
  const { readToken = null, owner = 'owner' } = parts;
  const access = accessBy(parts.token, parts.clock, { readToken, owner });
  const keeper = statusKeeper(parts);
  const page = pages(access.isGuarded);
  guard(app, { access, hosts: parts.hosts });
  validateRequests(app);
  addLoginRoutes(app, { access, page });
  addAssetRoutes(app);
  app.get('/status', (_request, reply) => sendPage(reply, page('status')));
  app.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok'));
  const watching = addEventRoute(app, { keeper, warn: parts.warn, ...parts.pace });
  addPostEventRoute(app, { ...parts, keeper });
  addAskRoute(app, parts);
  addReportPages(app, parts.home);
  addContractRoutes(app, { ...parts, keeper, access });
  const ours = webApp({ folder: parts.webApp ?? null, publicUrl: publicUrlOf(parts) });
  app.get('/', (request, reply) => ours(request, reply) ?? sendPage(reply, page('status')));
  addControlMetrics(app, {
    watching,
    home: parts.home,
    metadata: parts.metadata,
    status: () => keeper.current(),
  });
  refuseTheRest(app, parts.warn, ours);
  return app;
}

const sendPage = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(text);

function refuseTheRest(app: FastifyInstance, warn: ThrottledWarning, ours: WebApp): void {
  app.setNotFoundHandler((request, reply) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    return (
      ours(request, reply) ?? refuseControl(reply, isReading ? 'not-found' : 'method-not-allowed')
    );
  });
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    if (isTellable(error)) return refuseFor(reply, error);
    const { statusCode: status = 500, validation, validationContext } = error as FastifyError;
    const { contract } = request.routeOptions.config;
    if (validation !== undefined && contract !== undefined)
      return refuseInvalid(reply, problemWith(validation, validationContext, contract));
    if (status >= 500) warn('request-failed', { found: messageOf(error) });
    const refusal: Refusal =
      status >= 500 ? 'internal-error' : status === 413 ? 'too-large' : 'bad-request';
    return refuseControl(reply, refusal);
  });
}

const refuseInvalid = (
  reply: FastifyReply,
  [name, details]: ReturnType<typeof problemWith>,
): FastifyReply =>
  refuseControl(
    reply,
    name === 'invalid-parameter' || name === 'unknown-parameter' ? name : 'bad-request',
    { ...details },
  );
