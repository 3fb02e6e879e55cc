import { z } from 'zod';
import { count, interval, share } from './report-parts.ts';

const arm = z.strictObject({
  users: count.describe('Users of the arm who asked for a list at least once in the window.'),
  minutesPerUserDay: interval.describe('Minutes of film they watched, from lists or not.'),
});

/** What personal lists were worth over some days. */
export const uplift = z
  .strictObject({
    fromDay: z.iso.date(),
    toDay: z.iso.date().describe('Included.'),
    days: count.min(1),
    personal: arm,
    notPersonal: arm,
    minutesPerUserDay: interval.describe(
      'Personal minus not personal: what personal lists were worth. null with too few users.',
    ),
    method: z
      .enum(['welch', 'welch-cuped'])
      .nullable()
      .describe('welch-cuped: what the same users watched in the days before was taken out first.'),
    anyway: z
      .strictObject({
        creditedMinutes: count.describe(
          'Minutes of the window that followed a list, of the personal arm.',
        ),
        share: interval.describe(
          'Of these, the share that would have been watched without personal lists. Below 0 or above 1 by chance alone; null with too few users or nothing credited.',
        ),
      })
      .describe('1 − uplift / credited minutes per user-day of the personal arm.'),
    leftOut: count.describe('Users whose arm was told, not drawn, or changed within the window.'),
    note: z.string().nullable().describe('Why a figure is missing; null where none is.'),
  })
  .describe('By intention to treat: users count in the arm that was drawn for them.');

/** What the recommendations were worth, from the randomised holdout. */
export const worth = z
  .strictObject({
    experiment: z.string().nullable().describe('Such as holdout@1; null where there is none.'),
    notPersonalRate: share.describe('Share of users whose lists are not personal.'),
    day: uplift.nullable().describe('The day itself; null without an experiment.'),
    range: uplift
      .nullable()
      .describe('The days up to this one on which the experiment held, 7 at most.'),
    rules: z.array(z.string()),
  })
  .describe('Everything else that is "after a list" is credit; only this is worth.');

export type Uplift = z.infer<typeof uplift>;
export type Worth = z.infer<typeof worth>;
