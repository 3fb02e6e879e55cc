import { z } from 'zod';
import { interval } from './report-parts.ts';
import { uplift } from './worth-schema.ts';

const count = z.int().min(0);
const value = z.number().nullable().describe('null where nothing was there to measure.');
const day = z.iso.date().describe('UTC event time.');

const trend = z.strictObject({
  name: z.string(),
  title: z.string(),
  unit: z.enum(['share', 'ms', 'minutes', 'count', 'points']),
  total: z
    .enum(['sum', 'highest', 'mean'])
    .describe('How days make the total; a mean is weighted by what the measure is a mean of.'),
  all: value.describe('Over all days of the range that have a report.'),
  paired: z
    .strictObject({ days: count, now: value, before: value })
    .describe('Over the days that have a report a week before too: the fair comparison.'),
  days: z.array(z.strictObject({ day, now: value, before: value })),
});

/** What the report of several days says, apart from when it was issued. */
export const RANGE_CONTENT = z.strictObject({
  format: z.literal(1),
  from: day,
  to: day.describe('Included.'),
  week: z.string().nullable().describe('YYYY-Www (ISO 8601), null for other ranges.'),
  days: z.array(
    z.strictObject({
      day,
      revision: z.int().min(1),
      complete: z.boolean().describe('Whether the books of the day are closed.'),
      weekBefore: z
        .strictObject({ day, revision: z.int().min(1) })
        .nullable()
        .describe('The same weekday of the week before; null where the lake has nothing of it.'),
      toDo: count,
    }),
  ),
  missing: z.array(day).describe('Days of the range of which the lake has no line.'),
  trends: z.array(trend),
  worth: z
    .strictObject({
      range: uplift
        .nullable()
        .describe('Over all days of the range on which the experiment held: the surest figure.'),
      days: z.array(z.strictObject({ day, minutesPerUserDay: interval })),
    })
    .describe('What personal lists were worth, from the holdout; null where nobody can say.'),
  findings: z
    .array(
      z.strictObject({
        check: z.string(),
        severity: z.enum(['note', 'warn', 'block']),
        days: z.array(day),
        lastMessage: z.string().describe('As on the latest of the days.'),
      }),
    )
    .describe('By check, the weightiest first, then by days.'),
  champions: z.array(
    z.strictObject({ day, at: z.iso.datetime(), action: z.string(), to: z.string() }),
  ),
  headline: z.array(z.string()).length(3).describe('Up, right, helped.'),
});

/** A report of several days as it is issued: `range.json`. */
export const RANGE = RANGE_CONTENT.extend({
  revision: z.int().min(1).describe('Counts up when the content changes.'),
  issuedAt: z.iso.datetime().describe('Our own clock.'),
  changes: z.array(z.string()).describe('What differs from the revision before.'),
}).meta({ title: 'Showrunner report of several days' });

export type RangeContent = z.infer<typeof RANGE_CONTENT>;
export type Range = z.infer<typeof RANGE>;

/** The published description of `range.json`. */
export const rangeJsonSchema = (): object => z.toJSONSchema(RANGE);
