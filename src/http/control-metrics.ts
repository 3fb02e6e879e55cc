import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { FastifyInstance } from 'fastify';
import { readLag } from '../ingest/index.ts';
import { describeRoles, type RoleMetricsParts } from './control-role-metrics.ts';

/** Counts what the control server is asked, and adds `GET /metrics`. */
export function addControlMetrics(
  app: FastifyInstance,
  { watching, ...parts }: RoleMetricsParts & { readonly watching: () => number },
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  describeRoles(registry, parts);
  const requests = new Counter({
    registers: [registry],
    name: 'showrunner_control_requests_total',
    help: 'Requests to the control server by route and status.',
    labelNames: ['route', 'status'],
  });
  const clients: Gauge = new Gauge({
    registers: [registry],
    name: 'showrunner_control_event_clients',
    help: 'Connections that follow the status.',
    collect: () => clients.set(watching()),
  });
  const lag: Gauge = new Gauge({
    registers: [registry],
    name: 'showrunner_ingest_lag_lines',
    help: 'Offsets that the source has and no segment, by partition, as the readers last said.',
    labelNames: ['source', 'partition'],
    collect: () => {
      lag.reset();
      for (const { source, partition, lag: lines } of readLag(parts.home))
        lag.set({ source, partition: String(partition) }, lines);
    },
  });
  app.addHook('onResponse', (request, reply, done) => {
    requests.inc({ route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) });
    done();
  });
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
