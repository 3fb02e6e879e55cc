import { ATTRIBUTION } from './attribution.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The stretches of event time that the report of a day reads; milliseconds, UTC, ends excluded. */
export interface ReportWindow {
  /** `YYYY-MM-DD`; the last one where there are several. */
  readonly day: string;
  readonly startMs: number;
  readonly endMs: number;
  /** From here on sittings are read: one that began the evening before is whole. */
  readonly ticksFromMs: number;
  /** From here on exposures are read. */
  readonly exposuresFromMs: number;
  /** Nothing that happens from here on changes the report: the last exposure's window is over. */
  readonly closesMs: number;
}

/** The window of the days from one to another, both included; `null` as below. */
export function rangeWindow(fromDay: string, toDay: string): ReportWindow | null {
  const [from, to] = [reportWindow(fromDay), reportWindow(toDay)];
  if (from === null || to === null || from.startMs > to.startMs) return null;
  const { startMs, ticksFromMs, exposuresFromMs } = from;
  const { day, endMs, closesMs } = to;
  return { day, startMs, endMs, ticksFromMs, exposuresFromMs, closesMs };
}

/** How many days a window spans. */
export const daysOf = ({ startMs, endMs }: ReportWindow): number => (endMs - startMs) / DAY_MS;

/** The date of an instant, `YYYY-MM-DD` in UTC. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The window of a day written `YYYY-MM-DD`; `null` for anything else, 31 February included. */
export function reportWindow(day: string): ReportWindow | null {
  const startMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (!Number.isFinite(startMs) || new Date(startMs).toISOString().slice(0, 10) !== day)
    return null;
  const endMs = startMs + DAY_MS;
  const ticksFromMs = startMs - ATTRIBUTION.lookBackHours * HOUR_MS;
  return {
    day,
    startMs,
    endMs,
    ticksFromMs,
    exposuresFromMs: ticksFromMs - ATTRIBUTION.windowHours * HOUR_MS,
    closesMs: endMs + ATTRIBUTION.windowHours * HOUR_MS,
  };
}
