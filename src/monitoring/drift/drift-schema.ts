import { z } from 'zod';
import { DRIFT_COLUMNS, DRIFT_GROUPS } from './drift-columns.ts';

const count = z.int().min(0);
const field = z.enum(DRIFT_COLUMNS.map((column) => column.field) as [string, ...string[]]);

const cause = z.strictObject({
  quality: z.array(z.string()).describe('Checks of the data that found something on the day.'),
  release: z.string().nullable().describe('What became champion on the day.'),
  catalogue: z
    .string()
    .nullable()
    .describe('How the catalogue differs from that of the day before.'),
});

const column = z.strictObject({
  field,
  group: z.enum(DRIFT_GROUPS),
  label: z.string(),
  unit: z.string().describe('Of distance and threshold.'),
  distance: z
    .number()
    .nullable()
    .describe('From an average day of the reference; null: cannot be compared.'),
  threshold: z.number().nullable().describe('Distance from which on the column counts as drifted.'),
  pValue: z.number().nullable().describe('Corrected over all columns of the day (Holm).'),
  referenceDays: count,
});

const drifted = z.strictObject({
  field,
  group: z.enum(DRIFT_GROUPS),
  severity: z.enum(['drifted', 'severe']),
  segment: z.string().describe('What of the field changed most.'),
  firstHour: z.iso.datetime().describe('When the stretch of the day that departs most begins.'),
  untilHour: z.iso.datetime().describe('When it ends, at most the end of the day.'),
  message: z.string(),
});

/** The key `drift` of a report. */
export const DRIFT = z
  .strictObject({
    referenceDays: z.array(z.iso.date()),
    dayType: z
      .enum(['working day', 'weekend', 'any day'])
      .describe('Which days of the week are compared.'),
    falseAlarmRate: z
      .number()
      .describe('Chance that a day like those of the reference is told to have drifted, at most.'),
    note: z.string().describe('Why nothing could be compared, or what the figures rest on.'),
    columns: z.array(column),
    drifted: z.array(drifted),
    cameWith: cause,
    blocksTraining: z
      .boolean()
      .describe('Severe drift of the inputs together with broken quality.'),
  })
  .describe('What changed against the days before, beyond how users and days differ anyway.');

export type Drift = z.infer<typeof DRIFT>;
