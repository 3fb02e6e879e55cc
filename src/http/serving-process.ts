import type { Clock } from '../domain/clock.ts';
import {
  createRecommender,
  type ModelSource,
  type ServingSources,
  type WatchedRules,
} from '../serving/index.ts';
import {
  openExposureLog,
  receiptIds,
  serveMetrics,
  throttledWarnings,
  type Logger,
  type ModelInfo,
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
  const { models, history, userFacts, variants, catalogue, codeVersion } = sources;
  const recommender = createRecommender({
    models,
    history,
    ...(userFacts === undefined ? {} : { userFacts }),
    ...(variants === undefined ? {} : { variants }),
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
