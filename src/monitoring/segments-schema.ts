import { z } from 'zod';
import { count, interval, share } from './report-parts.ts';

/** By what the measures of a day are told apart. */
export const DIMENSIONS = [
  'all',
  'model-version',
  'variant',
  'tier',
  'tenure',
  'age-band',
  'gender',
  'popularity',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const segment = z.strictObject({
  dimension: z.enum(DIMENSIONS),
  group: z.string().describe('Such as als/3, new, 18-24, F, head; unknown where nobody can tell.'),
  users: count.describe('Users who got a list.'),
  answers: count,
  exposures: count,
  watches: count.describe('Watches credited to the exposures.'),
  minutes: count.describe('Minutes credited to the exposures.'),
  watchThrough: interval.describe('Credited watches per exposure.'),
  minutesPerExposure: interval.describe('Credited minutes per exposure.'),
  minutesPerUserDay: interval.describe('Credited minutes per user who got a list on the day.'),
  hitRate: interval.describe('Share of the lists with at least one credited watch.'),
  completion: z.strictObject({
    recommended: interval.describe('Mean share of the runtime reached by credited watches.'),
    found: interval.describe('The same of watches on the day that followed no list.'),
  }),
  meanRating: interval.describe('Stars given on the day to movies of credited watches.'),
  listMinuteRate: interval.describe(
    'Minutes of the day that followed a list / all minutes of the day, of the same users.',
  ),
  personalisedRate: share.describe('Answers of tier personal or folded-in / answers.'),
  catalogueRate: share.describe('Different movies shown / movies in the catalogue.'),
  noveltyBits: interval.describe(
    'Mean over exposures of −log2 of the share of the viewers who watched the movie.',
  ),
  genreDistance: share.describe(
    'Hellinger distance of the genres shown and the genres watched by the same users: 0 the same, 1 nothing in common.',
  ),
  exposureGini: share.describe(
    'Of exposures over movies of the catalogue (of those shown, without one): 0 even, 1 all to one.',
  ),
  byPosition: z
    .array(z.strictObject({ position: z.int().min(1), exposures: count, watches: count }))
    .describe('Credited watches by place in the list.'),
});

const newTitle = z.strictObject({
  itemId: z.string(),
  title: z.string().nullable(),
  firstShownAt: z.iso.datetime(),
  exposures: count.describe('Up to the end of the day.'),
  hoursTo1000: z.number().min(0).nullable().describe('null: not there yet.'),
});

/** The measures of a day, altogether and by who made the lists and who got them. */
export const segments = z.strictObject({
  groups: z.array(segment),
  newTitles: z
    .strictObject({
      titles: z.array(newTitle).describe('Most exposures first.'),
      count: count.nullable().describe('Movies shown for the first time in the last 7 days.'),
      reached: count.nullable().describe('Of these, those with 1,000 exposures by now.'),
      note: z.string().nullable(),
    })
    .describe('null counts where the lake does not reach back 7 days before the day.'),
  rules: z.array(z.string()),
});

export type Segments = z.infer<typeof segments>;
export type SegmentMeasures = z.infer<typeof segment>;
