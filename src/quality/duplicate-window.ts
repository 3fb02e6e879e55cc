import { hourSet, type HourSet } from './hour-set.ts';

const HOUR_MS = 3_600_000;
/** Hours of event time, before the one that holds the latest event, in which repeats are found. */
export const WINDOW_HOURS = 24;

/** Remembers the lines of the last 24 hours of event time of one partition. */
export interface DuplicateWindow {
  /**
   * Whether the same bytes were added before. A line older than the window is not remembered
   * and never a repeat.
   *
   * @param timeMs event time of the line
   * @param bytes the line is `bytes[start .. end)`
   */
  isRepeat(timeMs: number, line: { bytes: Uint8Array; start: number; end: number }): boolean;
  /** Moves the latest event time on without adding a line. */
  advance(timeMs: number): void;
  /** Event time before which nothing is remembered. */
  readonly oldestMs: number;
}

/**
 * An empty window. Lines are kept as 64-bit fingerprints in one set per hour of event time:
 * equal lines have equal times, so a line is looked up in its own hour only, and an hour is
 * forgotten whole. What is remembered depends only on which lines came, not on when the window
 * was made. Two different lines of an hour are taken for equal with probability 2^-64.
 */
export function duplicateWindow(): DuplicateWindow {
  const hours = new Map<number, HourSet>();
  let oldestHour = -Infinity;
  const advance = (timeMs: number): void => {
    const oldest = Math.floor(timeMs / HOUR_MS) - WINDOW_HOURS;
    if (oldest <= oldestHour) return;
    oldestHour = oldest;
    for (const hour of hours.keys()) if (hour < oldest) hours.delete(hour);
  };
  return {
    advance,
    isRepeat: (timeMs, { bytes, start, end }) => {
      advance(timeMs);
      const hour = Math.floor(timeMs / HOUR_MS);
      if (hour < oldestHour) return false;
      let set = hours.get(hour);
      if (set === undefined) hours.set(hour, (set = hourSet()));
      let low = 0x9747b28c;
      let high = 0x3c6ef372;
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!;
        low = Math.imul(low ^ byte, 0x85ebca6b);
        low = (low << 13) | (low >>> 19);
        high = Math.imul(high ^ byte, 0xc2b2ae35);
        high = (high << 17) | (high >>> 15);
      }
      return !set.add(mixed(low ^ (end - start)), mixed(high));
    },
    get oldestMs() {
      return oldestHour * HOUR_MS;
    },
  };
}

/** Spreads every bit over all (the finaliser of MurmurHash3). */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
