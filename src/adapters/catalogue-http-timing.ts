import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { seededRng, type Rng } from '../math/rng.ts';

/** Time and chance as the client of the APIs uses them. */
export interface HttpTiming {
  readonly clock: Clock;
  readonly rng: Rng;
  /** Waits; ends early, without a word, when `stop` is told. */
  readonly pause: (ms: number, stop: AbortSignal) => Promise<void>;
}

/** Real time. @param seed of the jitter */
export const realTiming = (clock: Clock, seed: number): HttpTiming => ({
  clock,
  rng: seededRng(seed, 'catalogue-http'),
  pause: async (ms, stop) => {
    if (ms > 0 && !stop.aborted)
      await sleep(ms, undefined, { signal: stop, ref: true }).catch(() => undefined);
  },
});

/**
 * How long to wait before another attempt: anything from nothing to a limit that doubles with each
 * attempt ("full jitter"), so that many callers do not come back at once.
 *
 * @param attempt 0 after the first failure
 * Source: Brooker, "Exponential backoff and jitter", AWS Architecture Blog 2015.
 */
export const backoffMs = (
  attempt: number,
  { baseMs, capMs }: { readonly baseMs: number; readonly capMs: number },
  rng: Rng,
): number => rng.uniform() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30));
