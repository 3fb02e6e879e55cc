import type { Clock } from '../domain/clock.ts';

/** Says when the next request may leave. */
export interface RequestBucket {
  /** Takes a place; milliseconds until the request may leave, 0 for at once. */
  reserveMs(): number;
  /** The API wants fewer requests: halves the rate and lets nothing leave for a while. */
  slowDown(pauseMs: number): void;
  /** An answer came: lets the rate grow back, a twentieth of the most each second's worth. */
  wentWell(): void;
  /** Requests a second, now. */
  readonly perSecond: number;
}

const LEAST_PER_SECOND = 0.5;
const GROWTH = 0.05;

/**
 * A token bucket that holds a second's worth of requests and starts full. The API's limit is not
 * published: each refusal halves the rate, good answers raise it again up to `mostPerSecond`.
 *
 * @param mostPerSecond > 0
 */
export function requestBucket(mostPerSecond: number, clock: Clock): RequestBucket {
  let perSecond = mostPerSecond;
  let tokens = Math.max(1, perSecond);
  let filledMs = clock.nowMs();
  let closedUntilMs = -Infinity;
  const fill = (nowMs: number): void => {
    // A clock set back gives nothing and takes nothing.
    const gained = (Math.max(0, nowMs - filledMs) / 1000) * perSecond;
    tokens = Math.min(Math.max(1, perSecond), tokens + gained);
    filledMs = nowMs;
  };
  return {
    reserveMs: () => {
      const nowMs = clock.nowMs();
      fill(nowMs);
      tokens -= 1;
      const forToken = tokens >= 0 ? 0 : (-tokens / perSecond) * 1000;
      return Math.ceil(Math.max(forToken, closedUntilMs - nowMs, 0));
    },
    slowDown: (pauseMs) => {
      const nowMs = clock.nowMs();
      fill(nowMs);
      // Requests that left before the refusal came may all be refused for the one reason.
      if (nowMs >= closedUntilMs) perSecond = Math.max(LEAST_PER_SECOND, perSecond / 2);
      closedUntilMs = Math.max(closedUntilMs, nowMs + pauseMs);
      tokens = Math.min(tokens, 0);
    },
    wentWell: () => {
      perSecond = Math.min(mostPerSecond, perSecond + (GROWTH * mostPerSecond) / perSecond);
    },
    get perSecond() {
      return perSecond;
    },
  };
}
