import type { Clock } from '../domain/clock.ts';
import type { LogDetails, Logger } from './logger.ts';

const DEFAULT_INTERVAL_MS = 60_000;

/** Warns of what may happen with every request. */
export type ThrottledWarning = (event: string, details: LogDetails) => void;

/**
 * Lets one warning of each event through per interval (a minute); the next one says how many were
 * held back before it. Events are a fixed set of names, so memory is bounded.
 */
export function throttledWarnings(
  logger: Logger,
  clock: Clock,
  intervalMs: number = DEFAULT_INTERVAL_MS,
): ThrottledWarning {
  const heldBack = new Map<string, { sinceMs: number; count: number }>();
  return (event, details) => {
    const nowMs = clock.nowMs();
    const last = heldBack.get(event);
    if (last !== undefined && Math.abs(nowMs - last.sinceMs) < intervalMs) {
      last.count++;
      return;
    }
    heldBack.set(event, { sinceMs: nowMs, count: 0 });
    logger.warn(event, { ...details, heldBack: last?.count ?? 0 });
  };
}
