import type { Drift } from './drift-schema.ts';
import { LEAST_DAYS } from './test-column.ts';

const DAY_MS = 86_400_000;
/** A day is compared with those of so many days before it. */
export const REFERENCE_DAYS = 14;

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The days before a day that may serve as its reference, the latest first. */
export const daysBefore = (day: string): string[] =>
  Array.from({ length: REFERENCE_DAYS }, (_, k) =>
    new Date(Date.parse(`${day}T00:00:00Z`) - (k + 1) * DAY_MS).toISOString().slice(0, 10),
  );

/** Of the days there are, those of the same kind of day where they are enough; else all of them. */
export function likeDays(
  day: string,
  days: readonly string[],
): { readonly days: readonly string[]; readonly dayType: Drift['dayType'] } {
  const alike = days.filter((other) => isWeekend(other) === isWeekend(day));
  if (alike.length < LEAST_DAYS) return { days, dayType: 'any day' };
  return { days: alike, dayType: isWeekend(day) ? 'weekend' : 'working day' };
}
