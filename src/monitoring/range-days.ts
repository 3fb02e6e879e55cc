import { errorOf } from '../domain/errors.ts';
import { reportWindow } from './report-window.ts';

const DAY_MS = 86_400_000;
/** A range of more days would be a table nobody reads. */
const MOST_DAYS = 400;

/** Days that are reported together, both ends included. */
export interface DayRange {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** `YYYY-Www` where it is a week. */
  readonly week: string | null;
}

/** Reads `YYYY-MM-DD..YYYY-MM-DD`. @throws InputError `REPORT_RANGE_MALFORMED` */
export function parseDayRange(text: string): DayRange {
  const [from = '', to = '', ...rest] = text.split('..');
  const [first, last] = [reportWindow(from), reportWindow(to)];
  const isRange =
    rest.length === 0 &&
    first !== null &&
    last !== null &&
    last.startMs >= first.startMs &&
    last.startMs - first.startMs < MOST_DAYS * DAY_MS;
  if (!isRange) throw errorOf('REPORT_RANGE_MALFORMED', { found: text, most: MOST_DAYS });
  return { from, to, week: null };
}

/** Reads an ISO 8601 week, `YYYY-Www`, from Monday on. @throws InputError `REPORT_WEEK_MALFORMED` */
export function parseWeek(text: string): DayRange {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(text) ?? [];
  const fromMs = year === undefined ? Number.NaN : mondayOf(Number(year), Number(number));
  // The week of a Thursday belongs to the year of that Thursday.
  const thursday = new Date(fromMs + 3 * DAY_MS);
  if (!Number.isFinite(fromMs) || Number(number) < 1 || thursday.getUTCFullYear() !== Number(year))
    throw errorOf('REPORT_WEEK_MALFORMED', { found: text });
  return { from: isoDay(fromMs), to: isoDay(fromMs + 6 * DAY_MS), week: text };
}

/** The Monday of a week: week 1 holds 4 January. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + (7 * (week - 1) - weekday) * DAY_MS;
}

/** The days of a range, in order. */
export function daysOf({ from, to }: DayRange): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return Array.from({ length: Math.round((last - first) / DAY_MS) + 1 }, (_, k) =>
    isoDay(first + k * DAY_MS),
  );
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
