import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/domain/clock.ts';
import type { AllowedOrigins } from '../../src/http/allow-origins.ts';
import { buildPublicServer, type PublicServerLimits } from '../../src/http/index.ts';
import { createRecommender, parseRules, type ServingSources } from '../../src/serving/index.ts';
import {
  jsonLogger,
  openExposureLog,
  receiptIds,
  serveMetrics,
  throttledWarnings,
} from '../../src/telemetry/index.ts';
import { sourcesOf } from './count-models.ts';

const clock: Clock = { nowMs: () => Date.now() };

/** What a test changes of the public server. */
export interface TestServerOptions {
  readonly sources?: ServingSources;
  readonly limits?: Partial<PublicServerLimits>;
  /** Where receipts go; a temporary folder where not given. */
  readonly exposures?: string;
  /** Text of a `rules.yaml`; no rules where not given. */
  readonly rules?: string;
  /** Pages that may ask; none where not given. */
  readonly origins?: AllowedOrigins;
}

/** The public server over real parts and the count models, not yet listening. */
export function testServer({
  sources = sourcesOf(),
  limits = {},
  exposures,
  rules = '{}',
  origins,
}: TestServerOptions = {}) {
  const parsed = parseRules(rules, 'rules.yaml');
  const temporary = mkdtempSync(join(tmpdir(), 'showrunner-serve-'));
  const folder = exposures ?? join(temporary, 'exposures');
  const log = openExposureLog(folder, clock);
  const lines: string[] = [];
  const logger = jsonLogger((line) => lines.push(line), clock);
  const metrics = serveMetrics({ models: () => [], exposures: () => log.status() });
  const app = buildPublicServer({
    ...(origins === undefined ? {} : { origins }),
    recommender: createRecommender({
      ...sources,
      rules: { current: () => parsed },
      clock,
      monotonic: { nowMs: () => performance.now() },
      newReceiptId: receiptIds(clock),
    }),
    models: sources.models,
    history: sources.history,
    catalogue: sources.catalogue,
    exposures: log,
    metrics,
    warn: throttledWarnings(logger, clock),
    troubles: () => sources.troubles(),
    version: '0.0.0',
    limits,
  });
  return {
    app,
    log,
    /** Folder of the receipts. */
    folder,
    /** Log lines so far. */
    lines,
    /** Value of one series of `/metrics`. */
    metric: async (series: string): Promise<number> => {
      const text = await metrics.text();
      const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
      return Number(line?.slice(series.length + 1) ?? 0);
    },
    listen: async (): Promise<number> => {
      await app.listen({ host: '127.0.0.1', port: 0 });
      const address = app.server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      return address.port;
    },
    close: async (): Promise<void> => {
      await app.close();
      await log.close();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}
