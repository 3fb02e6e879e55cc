import { z } from 'zod';

/** A whole number from 0 on. */
export const count = z.int().min(0);

/** A share, `null` of nothing. */
export const share = z.number().min(0).max(1).nullable();

/** A mean or ratio of sums over users with its 95 % interval over users; `null` of nothing. */
export const interval = z
  .strictObject({ mean: z.number(), low: z.number(), high: z.number() })
  .describe('A mean, or a ratio of two sums, with its 95 % interval; the unit is the user.')
  .nullable();

/** An interval of the report. */
export type ReportInterval = z.infer<typeof interval>;
