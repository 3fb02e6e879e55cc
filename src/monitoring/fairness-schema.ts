import { z } from 'zod';
import { count, interval } from './report-parts.ts';

const group = z.strictObject({
  group: z.string(),
  users: count,
  exposuresPerUser: interval,
  watchThrough: interval.describe('Credited watches per exposure.'),
  minutesPerUserDay: interval.describe('Credited minutes per user who got a list on the day.'),
});

const gap = z
  .strictObject({
    measure: z.enum(['watchThrough', 'minutesPerUserDay', 'exposuresPerUser']),
    best: z.string(),
    worst: z.string(),
    gap: interval.describe(
      'Best minus worst. Groups were picked for being best and worst, so a gap is there by chance too: the interval is corrected over all pairs of groups.',
    ),
  })
  .describe('Among groups with enough users.');

const comparison = z.strictObject({
  by: z.enum(['age-band', 'gender']),
  groups: z.array(group),
  gaps: z.array(gap),
  note: z.string().nullable().describe('Why there is no gap to tell; null where there is.'),
});

/** Who gets how good lists, and whether minors saw what they must not. */
export const fairness = z.strictObject({
  leastUsers: count.describe('Groups with fewer users are not compared.'),
  comparisons: z.array(comparison),
  minors: z
    .strictObject({
      users: count.describe('Users below the adult age of the rules who got a list.'),
      unknownAge: count.describe('Users whose age nobody knows who got a list.'),
      exposures: count.describe('Movies shown to minors.'),
      checked: count.describe('Movies shown, to whomever, that were held against age limits.'),
      violations: count.describe('Movies shown to somebody below the age limit for them.'),
      examples: z.array(
        z.strictObject({
          userId: z.string(),
          itemId: z.string(),
          age: z.number().nullable(),
          leastAge: z.number(),
          receiptId: z.string().nullable(),
        }),
      ),
      note: z.string().nullable().describe('What could not be checked; null where all was.'),
    })
    .describe('Against the rules that the receipt names, and those in force where none does.'),
});

export type Fairness = z.infer<typeof fairness>;
