import type { Clock } from '../domain/clock.ts';

/** Says whether one more request may pass now. */
export interface RateLimit {
  take(): boolean;
}

/**
 * A token bucket that holds one second's worth of requests and starts full.
 *
 * @param perSecond > 0; `Infinity` lets everything pass
 */
export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  const most = Math.max(1, perSecond);
  let tokens = most;
  let filledMs = clock.nowMs();
  return {
    take: () => {
      const nowMs = clock.nowMs();
      // A clock set back gives nothing and takes nothing.
      tokens = Math.min(most, tokens + (Math.max(0, nowMs - filledMs) / 1000) * perSecond);
      filledMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
