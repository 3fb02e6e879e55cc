import type { Clock } from '../domain/clock.ts';
import {
  createRecommender,
  type ModelSource,
  type ServingSources,
  type ShadowFigures,
  type WatchedRules,
} from '../serving/index.ts';
import {
  openExposureLog,
  receiptIds,
  serveMetrics,
  throttledWarnings,
  type Logger,
  type ModelInfo,
  type ShadowSeries,
  type SwapFigures,
} from '../telemetry/index.ts';
import type { AllowedOrigins } from './allow-origins.ts';
import { buildPublicServer } from './public-server.ts';
import { runServer, type ListenOptions, type RunningServer } from './run-server.ts';

/** What a serving process needs besides its sources. */
export interface ServingProcessOptions extends ListenOptions {
  /** Folder of the exposure logs. */
  readonly exposures: string;
  readonly clock: Clock;
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  readonly logger: Logger;
  /** Version of the program. */
  readonly version: string;
  /** Pages that may ask from a browser; absent: none. */
  readonly origins?: AllowedOrigins;
  /** Absent: no rules but that what was seen is not shown again. They stay the caller's. */
  readonly rules?: WatchedRules;
}

/**
 * Joins recommender, exposure log, metrics and public server into one that listens. Stopping it
 * answers what has arrived and makes every receipt durable; the sources stay the caller's.
 *
 * @throws as `runServer`
 */
export async function startServing(
  sources: ServingSources,
  options: ServingProcessOptions,
): Promise<RunningServer> {
  const { clock, monotonic, logger, version, rules } = options;
  const exposures = openExposureLog(options.exposures, clock);
  const { models, history, userFacts, variants, shadows, catalogue, codeVersion } = sources;
  const recommender = createRecommender({
    models,
    history,
    ...(userFacts === undefined ? {} : { userFacts }),
    ...(variants === undefined ? {} : { variants }),
    ...(shadows === undefined ? {} : { shadows }),
    ...(rules === undefined ? {} : { rules }),
    catalogue,
    codeVersion,
    get constant() {
      return sources.constant;
    },
    clock,
    monotonic,
    newReceiptId: receiptIds(clock),
  });
  await sources.beforeServing((model) => recommender.prepare(model));
  const metrics = serveMetrics({
    models: () => modelInfosOf(sources.models),
    exposures: () => exposures.status(),
    swaps: swapFiguresOf(sources),
    ...(rules === undefined
      ? {}
      : { rules: () => ({ id: rules.current().id, broken: rules.trouble() !== null }) }),
    history: () => sources.historyStatus(),
    assignments: () => sources.assignerCounts?.() ?? NO_QUESTIONS,
    ...(shadows === undefined ? {} : { shadows: () => shadows.figures().map(shadowOf) }),
  });
  sources.onHistoryDelay((seconds) => metrics.historyDelay(seconds));
  const app = buildPublicServer({
    recommender,
    models: sources.models,
    history: sources.history,
    catalogue: sources.catalogue,
    exposures,
    metrics,
    warn: throttledWarnings(logger, clock),
    troubles: () => [...sources.troubles(), ...troubleOf(rules)],
    waitsFor: () => sources.historyStatus().waitsFor,
    ...(options.origins === undefined ? {} : { origins: options.origins }),
    version,
  });
  const server = await runServer(app, options);
  return {
    url: server.url,
    stop: async (graceMs) => {
      await server.stop(graceMs);
      await exposures.close();
    },
  };
}

const NO_QUESTIONS = { arm: 0, none: 0, late: 0, failed: 0, unknown: 0 };

function swapFiguresOf({ modelsStatus }: ServingSources): (() => SwapFigures) | undefined {
  if (modelsStatus === undefined) return undefined;
  return () => {
    const { loading, swaps, refusals, last, scoring } = modelsStatus();
    return {
      isLoading: loading !== null,
      swaps,
      refusals,
      lastSeconds: last?.seconds ?? null,
      lastOverlapRate: last?.comparison?.overlapRate ?? null,
      ...scoring,
    };
  };
}

const shadowOf = ({ experiment, summary }: ShadowFigures): ShadowSeries => {
  const { outcomes, asked, dropped, violations, compared, timed } = summary;
  const { late, failed, empty, unknown } = outcomes;
  return {
    experiment,
    outcomes: { list: asked - late - failed - empty - unknown, ...outcomes, dropped },
    violations,
    overlapRate: compared === 0 ? null : summary.overlapSum / compared,
    rankBiasedOverlap: compared === 0 ? null : summary.rboSum / compared,
    seconds: timed === 0 ? null : summary.latencyMs / timed / 1000,
    championSeconds: timed === 0 ? null : summary.championMs / timed / 1000,
  };
};

const troubleOf = (rules: WatchedRules | undefined): string[] => {
  const trouble = rules?.trouble() ?? null;
  return trouble === null ? [] : [trouble];
};

const modelInfosOf = (models: ModelSource): ModelInfo[] =>
  (['champion', 'baseline'] as const).flatMap((role) => {
    const model = models[role]();
    if (model === null) return [];
    const { version, family, modelId, datasetId } = model;
    return [{ role, version, family, modelId, datasetId }];
  });
