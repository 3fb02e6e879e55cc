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
}

/**
 * Whether a training is due. By event time one is due when a day of the log has ended that no model
 * knows; by wall clock when a day has ended since the last one.
 *
 * @returns the instant whose knowledge may be used, `null` when nothing is due
 */
export function trainingDue(schedule: Schedule, state: TrainingState): number | null {
  const { events, nowMs, trainedToMs, trainedAtMs } = state;
  if (events === null) return null;
  const ended = lastEnd(events.lastMs, schedule.hour);
  const spanDays = (events.lastMs - events.firstMs) / DAY_MS;
  if (trainedToMs === null && spanDays < schedule.firstAfterDays) return null;
  if (schedule.train === 'wall-clock') {
    const isDue = trainedAtMs === null || trainedAtMs < lastEnd(nowMs, schedule.hour);
    return isDue ? events.lastMs : null;
  }
  if (trainedToMs === null) return ended > events.firstMs ? ended : events.lastMs;
  return trainedToMs < ended ? ended : null;
}

/** The latest end of a day at or before an instant, days ending at an hour of UTC. */
const lastEnd = (ms: number, hour: number): number => {
  const shiftMs = hour * 3_600_000;
  return Math.floor((ms - shiftMs) / DAY_MS) * DAY_MS + shiftMs;
};
