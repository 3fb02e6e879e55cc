import { counted, figure, number, part, percent, table, type Html } from '../../pages/index.ts';
import { metricWords, relativeWords, titleAndUnit } from './metric-words.ts';
import type { ExperimentReport } from './report-schema.ts';

/** What size of harm is found how soon. */
export function harmSection({ harms, plan }: ExperimentReport): Html {
  const about = { id: 'harms', heading: 'What size of harm is found how soon?' };
  if (harms === null)
    return part(
      about,
      `Told once ${plan.minimumUsers} users of each arm have closed their window: it depends on how far they spread.`,
    );
  const { usersADay, users, sizes } = harms;
  const came = `${counted(Math.round(usersADay), 'user')} on the first day of a step${users === null ? '' : `, ${number(users)} in all`}`;
  return part(
    about,
    `As users came (${came}) and as their outcomes spread so far, with a chance of ${percent(plan.power)} by then at the latest. A treatment that loses as much is taken back then. Each step waits the ${counted(plan.windowHours, 'hour')} of a user's window first and lasts ${counted(plan.maximumDays, 'day')} at most.`,
    table(
      [`loss of ${titleAndUnit(plan.metric)}`, 'of its mean', 'found after', 'users who met it'],
      sizes.map(({ harm, relative, share, days }) => [
        figure(harm * metricWords(plan.metric).times),
        relative === null ? '–' : relativeWords(-relative),
        days === null ? 'not found' : daysWords(days),
        share === null ? '–' : `at most ${percent(share)}`,
      ]),
    ),
  );
}

/** 0.3 as `8 hours`, 3.24 as `3.2 days`. */
const daysWords = (days: number): string =>
  days < 2 ? counted(Math.ceil(24 * days), 'hour') : `${days.toFixed(1)} days`;
