import { z } from 'zod';
import type { Home } from '../store/index.ts';
import { MEASURES, type ReportFigures } from './measures.ts';
import { loadReport } from './report-folder.ts';
import { rounded } from './ratio.ts';

const value = z.number().nullable().describe('null where nothing was there to measure.');

/** A day beside the same weekday of the week before. */
export const WEEK_BEFORE = z
  .strictObject({
    day: z.iso.date(),
    measures: z.array(
      z.strictObject({
        name: z.string(),
        unit: z.enum(['share', 'ms', 'minutes', 'count', 'points']),
        now: value,
        before: value,
      }),
    ),
  })
  .nullable()
  .describe('null where that day has no report. Days differ by more than their lists.');

export type WeekBefore = z.infer<typeof WEEK_BEFORE>;

const WEEK_MS = 7 * 86_400_000;

/** The day a week before, `YYYY-MM-DD` both. */
export const weekBeforeOf = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - WEEK_MS).toISOString().slice(0, 10);

/** Holds a day against the report of a week before, as it was last issued. */
export function compareWithWeekBefore(home: Home, day: string, figures: ReportFigures): WeekBefore {
  const before = loadReport(home, weekBeforeOf(day));
  if (before === null) return null;
  return {
    day: before.day,
    measures: MEASURES.map(({ name, unit, of }) => ({
      name,
      unit,
      now: roundedOr(of(figures)),
      before: roundedOr(of(before)),
    })),
  };
}

const roundedOr = (of: number | null): number | null => (of === null ? null : rounded(of));
