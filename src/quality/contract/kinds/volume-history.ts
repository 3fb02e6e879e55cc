import type { HourCount, TableSource } from '../table-source.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** Rows of the judged day and of complete days before it, 24 hours each. */
export interface VolumeHistory {
  readonly day: readonly number[];
  /** The latest first. */
  readonly before: readonly (readonly number[])[];
}

/**
 * Rows per hour of the judged day and of up to `days` days before it. A day on which the lake
 * begins later than in its first hour is left out: it is not whole. `null` without a judged day.
 */
export async function volumeHistory(
  { judgedDay, firstMs, hours }: TableSource,
  days: number,
): Promise<VolumeHistory | null> {
  if (judgedDay === null || firstMs === null) return null;
  const counts = new Map((await hours()).map(({ hour, rows }: HourCount) => [hour, rows]));
  const start = judgedDay.startMs / HOUR_MS;
  const dayFrom = (first: number): number[] =>
    Array.from({ length: DAY_HOURS }, (_, hour) => counts.get(first + hour) ?? 0);
  const firstWhole = firstMs / HOUR_MS - 1;
  const before = Array.from({ length: days }, (_, k) => start - (k + 1) * DAY_HOURS)
    .filter((first) => first >= firstWhole)
    .map(dayFrom);
  return { day: dayFrom(start), before };
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
