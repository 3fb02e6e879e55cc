import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { TIERS, type Tier } from '../domain/receipt.ts';
import {
  bucketsOf,
  countedSince,
  parseMetrics,
  quantileOf,
  total,
  type Cumulative,
  type Sample,
} from './control-metrics-text.ts';
import { slidingRate, type Rate } from './control-rate.ts';
import { shadowsIn } from './control-read-shadows.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';
import type { ServingStatus } from './control-status.ts';

const TIMEOUT_MS = 700;
const RATE_MS = 10_000;
const LATENCY_MS = 60_000;

const LIST_ROUTES: ReadonlySet<string> = new Set([
  ROUTE_CONTRACTS.recommend.path,
  ROUTE_CONTRACTS.recommendations.path,
]);
const isList = ({ route }: Sample['labels']): boolean => LIST_ROUTES.has(route ?? '');

const READINESS = z.object({ status: z.string(), troubles: z.array(z.string()) });

interface Memory {
  readonly answered: Rate;
  /** States of the latency histogram of the last minute, oldest first. */
  states: { readonly atMs: number; readonly counts: Cumulative }[];
}

/**
 * Asks the public server how it does.
 *
 * @param url such as `http://127.0.0.1:8082`
 * @returns a function that asks anew; it never rejects and takes at most `TIMEOUT_MS`
 */
export function servingReader(url: string, monotonic: Clock): () => Promise<ServingStatus> {
  let memory: Memory = { answered: slidingRate(RATE_MS), states: [] };
  return async () => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const [metrics, readiness] = await Promise.all([
        textOf(`${url}/metrics`, signal),
        textOf(`${url}/readyz`, signal),
      ]);
      return reachable(url, { samples: parseMetrics(metrics), readiness, memory }, monotonic);
    } catch (thrown) {
      memory = { answered: slidingRate(RATE_MS), states: [] };
      return { ...UNREACHABLE, url, problem: problemOf(thrown) };
    }
  };
}

async function textOf(url: string, signal: AbortSignal): Promise<string> {
  const reply = await fetch(url, { signal, redirect: 'error' });
  return reply.text();
}

function problemOf(thrown: unknown): string {
  const { name, cause } = thrown as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `it did not answer within ${TIMEOUT_MS} ms`;
  if (cause?.code === 'ECONNREFUSED') return 'nobody listens there';
  return cause?.code ?? cause?.message ?? 'its answer cannot be read';
}

const UNREACHABLE: Omit<ServingStatus, 'url'> = {
  isReachable: false,
  problem: null,
  isReady: null,
  troubles: [],
  startedAt: null,
  champion: null,
  answers: 0,
  byTier: {},
  refused: 0,
  answersPerSecond: null,
  latencyMs: null,
  failures: { serverErrors: 0, scorer: 0, violations: 0, receiptsLost: 0 },
  shadows: [],
};

interface Answered {
  readonly samples: readonly Sample[];
  readonly readiness: string;
  readonly memory: Memory;
}

function reachable(
  url: string,
  { samples, readiness, memory }: Answered,
  monotonic: Clock,
): ServingStatus {
  const { status, troubles } = READINESS.parse(JSON.parse(readiness));
  const requests = (fits: (labels: Sample['labels']) => boolean): number =>
    total(samples, 'showrunner_requests_total', (labels) => isList(labels) && fits(labels));
  const answers = requests((labels) => labels['status'] === '200' && labels['tier'] !== 'none');
  const nowMs = monotonic.nowMs();
  memory.answered.note(answers, nowMs);
  const started = total(samples, 'process_start_time_seconds');
  const byTier = TIERS.map((tier): [Tier, number] => [
    tier,
    requests((labels) => labels['status'] === '200' && labels['tier'] === tier),
  ]);
  return {
    url,
    isReachable: true,
    problem: null,
    isReady: status === 'ready',
    troubles,
    startedAt: started === 0 ? null : new Date(started * 1000).toISOString(),
    champion: loaded(samples),
    answers,
    byTier: Object.fromEntries(byTier.filter(([, n]) => n > 0)) as ServingStatus['byTier'],
    refused: requests((labels) => labels['status'] === '400'),
    answersPerSecond: memory.answered.perSecond(),
    latencyMs: latencyOf(samples, memory, nowMs),
    failures: {
      serverErrors: requests((labels) => labels['status']!.startsWith('5')),
      scorer: total(samples, 'showrunner_scorer_failures_total'),
      violations: total(samples, 'showrunner_contract_violations_total'),
      receiptsLost: total(samples, 'showrunner_receipts_lost_total'),
    },
    shadows: shadowsIn(samples),
  };
}

const loaded = (samples: readonly Sample[]): string | null =>
  samples.find(
    ({ name, labels }) => name === 'showrunner_model_info' && labels['role'] === 'champion',
  )?.labels['version'] ?? null;

/** Over the last minute where lists were given in it, else since the start. */
function latencyOf(
  samples: readonly Sample[],
  memory: Memory,
  nowMs: number,
): ServingStatus['latencyMs'] {
  const counts = bucketsOf(samples, 'showrunner_request_seconds', isList);
  const before = memory.states[0];
  memory.states.push({ atMs: nowMs, counts });
  while (memory.states.length > 2 && memory.states[1]!.atMs <= nowMs - LATENCY_MS)
    memory.states.shift();
  const recent = before === undefined ? null : countedSince(counts, before.counts);
  return (
    quantiles(recent ?? new Map<number, number>(), 'last-minute') ??
    quantiles(counts, 'since-start')
  );
}

function quantiles(
  counts: Cumulative,
  over: NonNullable<ServingStatus['latencyMs']>['over'],
): ServingStatus['latencyMs'] {
  const [p50, p99] = [quantileOf(counts, 0.5), quantileOf(counts, 0.99)];
  if (p50 === null || p99 === null) return null;
  return { p50: rounded(p50), p99: rounded(p99), over };
}

/** Seconds as milliseconds with two decimals. */
const rounded = (seconds: number): number => Math.round(seconds * 100_000) / 100;
