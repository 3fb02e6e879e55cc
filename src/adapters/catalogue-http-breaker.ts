import type { Clock } from '../domain/clock.ts';

/** Whether requests leave: all, none, or one to see whether the API is back. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Keeps an API that is down from being asked over and over. */
export interface CircuitBreaker {
  readonly state: BreakerState;
  /** Milliseconds until a request may leave; 0 for now, which while half-open takes the one probe. */
  admitMs(): number;
  succeeded(): void;
  failed(): void;
}

/**
 * Opens after `failures` failed requests in a row; after `restMs` lets one probe through, which
 * closes it or opens it again.
 */
export function circuitBreaker(
  { failures, restMs }: { readonly failures: number; readonly restMs: number },
  clock: Clock,
): CircuitBreaker {
  let inARow = 0;
  let openedMs: number | null = null;
  let probing = false;
  const stateNow = (): BreakerState =>
    openedMs === null ? 'closed' : clock.nowMs() - openedMs >= restMs ? 'half-open' : 'open';
  return {
    get state() {
      return stateNow();
    },
    admitMs: () => {
      const state = stateNow();
      if (state === 'closed') return 0;
      if (state === 'open') return Math.max(1, openedMs! + restMs - clock.nowMs());
      if (probing) return Math.max(1, restMs / 10);
      probing = true;
      return 0;
    },
    succeeded: () => {
      inARow = 0;
      openedMs = null;
      probing = false;
    },
    failed: () => {
      inARow++;
      if (openedMs === null && inARow < failures) return;
      openedMs = clock.nowMs();
      probing = false;
    },
  };
}
