import type { FastifyInstance } from 'fastify';
import { cachedArtifacts } from '../control-artifact-cache.ts';
import type { Access } from '../control-access.ts';
import type { StatusKeeper } from '../control-keeper.ts';
import type { ControlServerParts } from '../control-server.ts';
import { addControlRoute } from './add-control-route.ts';
import { addAlertRoutes, addRunbookRoutes } from './alert-routes.ts';
import { addCatalogueRoutes } from './catalogue-routes.ts';
import type { ControlParts } from './control-parts.ts';
import type { OperationName } from './contracts/session.ts';
import { SESSION_CONTRACTS } from './contracts/session.ts';
import { addDatasetRoutes } from './dataset-routes.ts';
import { addDriftRoutes } from './drift-routes.ts';
import { keptReports } from './kept-reports.ts';
import { addExperimentReadingRoutes } from './experiment-reading-routes.ts';
import { addExperimentRoutes } from './experiment-routes.ts';
import { addModelRoutes } from './model-routes.ts';
import { controlOpenApi } from './openapi-document.ts';
import { addOperationRoutes } from './operation-routes.ts';
import { operationsOf } from './operations.ts';
import { publicUrlOf } from './public-url.ts';
import { addQualityRoutes } from './quality-routes.ts';
import { addQuarantineRoutes } from './quarantine-routes.ts';
import { addReceiptRoutes } from './receipt-routes.ts';
import { addReportRoutes } from './report-routes.ts';
import { addRunRoutes } from './run-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addTuneRoutes } from './tune-routes.ts';
import { addViewerRoutes } from './viewer-routes.ts';

/** Adds every route that has a contract. */
export function addContractRoutes(
  app: FastifyInstance,
  server: ControlServerParts & { readonly keeper: StatusKeeper; readonly access: Access },
): void {
  const { version = '0.0.0', operator = null, decoderFor = () => null } = server;
  const parts: ControlParts = {
    home: server.home,
    artifacts: cachedArtifacts(server.home, server.artifacts),
    metadata: server.metadata,
    tables: server.tables,
    clock: server.clock,
    warn: server.warn,
    decoderFor,
    operator,
  };
  const operations = operationsOf(operator, parts);
  app.addHook('onClose', () => operations.settled());
  const reports = keptReports(parts.home);
  addSessionRoutes(app, {
    access: server.access,
    operations: possible(server),
    publicUrl: publicUrlOf(server),
    eventTime: server.eventTime ?? 'wall-clock',
    version,
  });
  addControlRoute(app, SESSION_CONTRACTS.status, () => server.keeper.current());
  const description = controlOpenApi(version) as Record<string, unknown>;
  addControlRoute(app, SESSION_CONTRACTS.openapi, () => description);
  addQualityRoutes(app, parts);
  addQuarantineRoutes(app, parts, operations);
  addCatalogueRoutes(app, parts);
  addDatasetRoutes(app, parts);
  addDriftRoutes(app, parts, reports);
  addRunRoutes(app, parts);
  addModelRoutes(app, parts, operations);
  addTuneRoutes(app, parts);
  addOperationRoutes(app, parts, operations);
  addReportRoutes(app, parts, reports);
  addAlertRoutes(app, parts);
  addRunbookRoutes(app);
  addReceiptRoutes(app, parts);
  addExperimentRoutes(app, parts, server.keeper);
  addExperimentReadingRoutes(app, parts, server.experiments);
  addViewerRoutes(app, {
    ...parts,
    keeper: server.keeper,
    posting: server.posting,
    eventTime: server.eventTime ?? 'wall-clock',
  });
}

/** What can be done on this server by those who may. */
const possible = ({ operator, posting }: ControlServerParts): ReadonlySet<OperationName> =>
  new Set<OperationName>([
    'rollback',
    'experiment',
    'silence-alert',
    ...(operator === undefined ? [] : (['promote', 'replay-quarantine', 'retrain'] as const)),
    ...(posting === undefined ? [] : (['post-events'] as const)),
  ]);
