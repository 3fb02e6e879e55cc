import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import { experimentPage, type ExperimentReport } from '../../monitoring/index.ts';
import { completePlan, requireExperiment } from '../../rollout/index.ts';
import type { Metadata } from '../../store/index.ts';
import { documentPolicy } from '../control-records.ts';
import { isTellable, refuseControl } from '../control-refusals.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { EXPERIMENT_READING_CONTRACTS } from './contracts/experiment-reading.ts';
import type { ExperimentReader } from './experiment-reader.ts';

/** Adds what a reader outside of the event loop tells of experiments. */
export function addExperimentReadingRoutes(
  app: FastifyInstance,
  { metadata }: ControlParts,
  reader: ExperimentReader = NOBODY,
): void {
  const reportOf = keptReport(metadata, reader);
  addControlRoute(app, EXPERIMENT_READING_CONTRACTS.experimentReport, ({ params }) =>
    reportOf(params.experiment),
  );
  addControlRoute(app, EXPERIMENT_READING_CONTRACTS.experimentShadow, ({ params }) =>
    reader.shadow(params.experiment),
  );
  addControlRoute(app, EXPERIMENT_READING_CONTRACTS.experimentForecast, async ({ body }) => ({
    forecast: await reader.forecast(completePlan({ ...body.plan, ...UNNAMED })),
  }));
  addControlRoute(app, EXPERIMENT_READING_CONTRACTS.replayDecision, async ({ params }) => {
    const { kept, again, isSame } = await reader.replay(params.experiment, params.decision);
    return {
      decision: kept.number,
      step: kept.step,
      at: new Date(kept.atMs).toISOString(),
      factsId: kept.factsId,
      isSame,
      kept: { action: kept.decision.action, because: kept.decision.because },
      again: { action: again.action, because: again.because },
    };
  });
  app.get<{ Params: { readonly name: string } }>(
    '/reports/experiments/:name',
    async (request, reply) => {
      const report = await reportOf(request.params.name).catch((thrown: unknown) => {
        if (isTellable(thrown) && thrown.code === 'EXPERIMENT_UNKNOWN') return null;
        throw thrown;
      });
      if (report === null) return refuseControl(reply, 'no-experiment');
      const text = experimentPage(report);
      return reply
        .header('content-security-policy', documentPolicy(text))
        .type('text/html; charset=utf-8')
        .send(text);
    },
  );
}

/** As many as somebody looks at side by side. */
const MOST = 20;

/** Reports, each made once while nothing more is decided of its experiment. */
function keptReport(
  metadata: Metadata,
  reader: ExperimentReader,
): (name: string) => Promise<ExperimentReport> {
  const known = new Map<string, { readonly key: string; report: Promise<ExperimentReport> }>();
  return async (name) => {
    const { status, step, outcome } = await requireExperiment(metadata, name);
    const last = await metadata
      .selectFrom('experiment_decisions')
      .select(({ fn }) => fn.max('decision').as('decision'))
      .where('experiment', '=', name)
      .executeTakeFirst();
    const key = JSON.stringify([status, step, outcome, last?.decision ?? null]);
    const kept = known.get(name);
    if (kept?.key === key) return kept.report;
    const report = reader.report(name);
    if (known.size >= MOST) known.delete(known.keys().next().value!);
    known.set(name, { key, report });
    // What could not be made is tried anew by the next who asks.
    report.catch(() => known.delete(name));
    return report;
  };
}

/** Of no matter for a forecast. */
const UNNAMED = { name: 'forecast', treatment: 'any/1' };

const none = (): Promise<never> =>
  Promise.reject(errorOf('EXPERIMENT_NOT_READ', { found: 'a server without a reader' }));

/** Where no reader was given. */
const NOBODY: ExperimentReader = {
  report: none,
  replay: none,
  forecast: none,
  shadow: none,
};
