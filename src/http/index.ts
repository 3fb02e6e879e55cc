export {
  buildPublicServer,
  type PublicServerLimits,
  type PublicServerParts,
} from './public-server.ts';
export { runServer, type ListenOptions, type RunningServer } from './run-server.ts';
export { startServing, type ServingProcessOptions } from './serving-process.ts';
export { ROUTE_CONTRACTS } from './route-contracts.ts';
export { openApiOf } from './openapi.ts';
export type { ResponseContract, RouteContract, Schema } from './route-contract.ts';
export { buildControlServer, type ControlServerParts } from './control-server.ts';
export type { PostLimits, PostParts } from './control-post-events.ts';
export { startControl, type ControlOptions, type ControlSources } from './control-process.ts';
export { STATUS, statusJsonSchema, type Attention, type Status } from './control-status.ts';
export { controlOpenApi } from './control/openapi-document.ts';
export type { ExperimentReader } from './control/experiment-reader.ts';
export type { Operator, OperatorEnd, OperatorRequest } from './control/operator.ts';
