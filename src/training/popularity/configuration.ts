import { z } from 'zod';
import { field } from '../configuration.ts';

/** What can be set of recency-weighted popularity. */
export const popularityConfiguration = z.strictObject({
  halfLifeDays: field(z.number().positive().max(36_500).nullable().default(365), {
    doc: 'Age at which a positive counts half as much as one of today; null counts all alike.',
    unit: 'days',
    range: 'above 0 and up to 36500, or null',
  }),
  segmentShrinkage: field(z.number().min(0).max(1e9).nullable().default(null), {
    doc: 'How much of the popularity with everybody is added to that with the age band and gender of a user; null leaves segments aside.',
    unit: 'positives',
    range: '0 to 1000000000, or null',
  }),
});

export type PopularityConfiguration = z.infer<typeof popularityConfiguration>;
