import { DAY_MS, type Schedule } from './settings.ts';

/** What decides whether models are trained now. Instants in milliseconds since the epoch. */
export interface TrainingState {
  /** First and last event of the lake; `null` while it is empty. */
  readonly events: { readonly firstMs: number; readonly lastMs: number } | null;
  /** Wall clock. */
  readonly nowMs: number;
  /** Instant up to which the latest champion or baseline was trained; `null` before the first. */
  readonly trainedToMs: number | null;
  /** Wall clock of the latest training; `null` before the first. */
  readonly trainedAtMs: number | null;
  /** Lines of the lake that came after `trainedToMs`. */
  readonly unknownLines: number;
  /** End of the day of the latest report if it found drift and its gate is open; `null` otherwise. */
  readonly driftedToMs: number | null;
}

/** A training that is due, and why. */
export interface TrainingDue {
  /** The instant whose knowledge may be used. */
  readonly asOfMs: number;
  readonly because: 'schedule' | 'drift' | 'volume';
}

/**
 * Whether a training is due, and why: by the schedule, or sooner because the latest report found
 * drift on a day that no model knows, or because enough lines have come that no model knows. By
 * event time the schedule is up when days of the log have ended that no model knows; by wall clock
 * when days have ended since the last training. A pure function.
 */
export function trainingDue(schedule: Schedule, state: TrainingState): TrainingDue | null {
  const { events, trainedToMs, unknownLines, driftedToMs } = state;
  if (events === null) return null;
  const asOfMs = scheduledTo(schedule, { ...state, events });
  if (asOfMs !== null) return { asOfMs, because: 'schedule' };
  if (trainedToMs === null) return null;
  if (schedule.onDrift && driftedToMs !== null && driftedToMs > trainedToMs)
    return { asOfMs: events.lastMs, because: 'drift' };
  if (schedule.afterLines !== null && unknownLines >= schedule.afterLines)
    return { asOfMs: events.lastMs, because: 'volume' };
  return null;
}

/** The instant that the schedule trains up to now; `null` when it does not. */
function scheduledTo(
  { train, hour, firstAfterDays, everyDays }: Schedule,
  {
    events,
    nowMs,
    trainedToMs,
    trainedAtMs,
  }: TrainingState & { readonly events: NonNullable<TrainingState['events']> },
): number | null {
  const ended = lastEnd(events.lastMs, hour);
  const spanDays = (events.lastMs - events.firstMs) / DAY_MS;
  if (trainedToMs === null && spanDays < firstAfterDays) return null;
  const nextEnd = (ms: number): number => lastEnd(ms, hour) + everyDays * DAY_MS;
  if (train === 'wall-clock') {
    const isDue = trainedAtMs === null || nextEnd(trainedAtMs) <= lastEnd(nowMs, hour);
    return isDue ? events.lastMs : null;
  }
  if (trainedToMs === null) return ended > events.firstMs ? ended : events.lastMs;
  return nextEnd(trainedToMs) <= ended ? ended : null;
}

/** The latest end of a day at or before an instant, days ending at an hour of UTC. */
const lastEnd = (ms: number, hour: number): number => {
  const shiftMs = hour * 3_600_000;
  return Math.floor((ms - shiftMs) / DAY_MS) * DAY_MS + shiftMs;
};
