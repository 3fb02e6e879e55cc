import { hourPrints, type HourPrints } from './hour-prints.ts';
import type { HourSet } from './hour-set.ts';
import { LineHash } from './line-hash.ts';

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
   * @param line the line is `bytes[start .. end)`
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
 * forgotten whole. Hours before the latest are packed: 43 million lines a day take some 310 MB.
 * What is remembered depends only on which lines came, not on when the window was made. Two
 * different lines of an hour are taken for equal with probability 2^-64.
 */
export function duplicateWindow(): DuplicateWindow {
  const hours = new Map<number, HourPrints>();
  const hash = new LineHash();
  let latestHour = -Infinity;
  /** The hour that was asked for last; neighbours share it. */
  let hour = Number.NaN;
  let prints: HourPrints;
  /** Where the latest hour grew, for the next one: it will be about as large. */
  let spare: HourSet | null = null;
  const move = (to: number): void => {
    spare = hours.get(latestHour)?.freeze() ?? spare;
    latestHour = to;
    for (const hour of hours.keys()) if (hour < to - WINDOW_HOURS) hours.delete(hour);
  };
  const newHour = (isLatest: boolean): HourPrints => {
    if (!isLatest || spare === null) return hourPrints();
    const set = spare;
    spare = null;
    return hourPrints(set);
  };
  const advance = (timeMs: number): void => {
    const to = Math.floor(timeMs / HOUR_MS);
    if (to > latestHour) move(to);
  };
  return {
    advance,
    isRepeat: (timeMs, { bytes, start, end }) => {
      const asked = Math.floor(timeMs / HOUR_MS);
      if (asked > latestHour) move(asked);
      if (asked < latestHour - WINDOW_HOURS) return false;
      if (asked !== hour) {
        hour = asked;
        prints = hours.get(asked) ?? newHour(asked === latestHour);
        if (asked < latestHour) prints.freeze();
        hours.set(asked, prints);
      }
      hash.take(bytes, start, end);
      return !prints.add(hash.low, hash.high);
    },
    get oldestMs() {
      return (latestHour - WINDOW_HOURS) * HOUR_MS;
    },
  };
}
