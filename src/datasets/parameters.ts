import { z } from 'zod';

/**
 * What decides a dataset besides the log, the catalogue and the instant. Saved in its manifest.
 */
export const DATASET_PARAMETERS = z
  .strictObject({
    sittingGapMinutes: z
      .int()
      .min(1)
      .max(10_080)
      .default(240)
      .describe('A pause longer than this, in minutes, starts a new sitting with the same item.'),
    minWatchMinutes: z
      .int()
      .min(1)
      .max(600)
      .default(10)
      .describe(
        'A watch is a positive from the instant it gets this far into the item, in minutes.',
      ),
    ratingScale: z
      .union([z.literal(5), z.literal(10)])
      .default(5)
      .describe('Highest rating of the installation.'),
    minRatingShare: z
      .number()
      .gt(0)
      .max(1)
      .default(0.8)
      .describe('A rating is a positive from this share of the scale on: 0.8 of 5 is 4.'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1)
      .describe('Decides the order of positives that fall on the same instant.'),
  })
  .readonly();

export type DatasetParameters = z.infer<typeof DATASET_PARAMETERS>;
