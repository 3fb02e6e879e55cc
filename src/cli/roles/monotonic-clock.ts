import type { Clock } from '../../domain/clock.ts';

/** The machine's monotonic clock: pace and latencies do not jump when somebody sets the time. */
export const monotonicClock: Clock = { nowMs: () => performance.now() };
