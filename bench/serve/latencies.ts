import type { Arrival } from './open-load.ts';

/** Latencies of arrivals in milliseconds, and what went wrong. */
export interface Latencies {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly longest: number;
  /** Later than the 600 ms after which the caller gives up. */
  readonly late: number;
  /** Faults by what they were. */
  readonly faults: Readonly<Record<string, number>>;
}

const GIVES_UP_MS = 600;

/** @param seconds that the arrivals were due in */
export function latenciesOf(arrivals: readonly Arrival[], seconds: number): Latencies {
  const sorted = arrivals.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  const faults: Record<string, number> = {};
  for (const { fault } of arrivals) if (fault !== null) faults[fault] = (faults[fault] ?? 0) + 1;
  return {
    requests: arrivals.length,
    perSecond: arrivals.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    longest: at(1),
    late: sorted.filter((ms) => ms > GIVES_UP_MS).length,
    faults,
  };
}
