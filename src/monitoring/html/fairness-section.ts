import {
  counted,
  figure,
  figureOf,
  html,
  intervalChart,
  number,
  part,
  table,
  type Html,
} from '../../pages/index.ts';
import type { Fairness } from '../fairness-schema.ts';

const BY = { 'age-band': 'By age', gender: 'By gender' } as const;
const MEASURES = {
  watchThrough: { title: 'watches per 100 shown', times: 100, unit: '' },
  minutesPerUserDay: { title: 'credited minutes a user and day', times: 1, unit: ' min' },
  exposuresPerUser: { title: 'movies shown a user', times: 1, unit: '' },
} as const;

/** Who got how good lists, and whether minors saw what they must not. */
export function fairnessSection({ comparisons, minors, leastUsers }: Fairness): Html {
  return part(
    { id: 'fairness', heading: 'For whom it worked, and the young' },
    `${minorsWords(minors)} Groups with fewer than ${counted(leastUsers, 'user')} are not compared.`,
    minors.note === null ? null : html`<p class="soft">${minors.note}</p>`,
    minorExamples(minors),
    ...comparisons.map(comparisonFigure),
  );
}

const minorsWords = ({ users, exposures, violations }: Fairness['minors']): string =>
  violations > 0
    ? `${counted(violations, 'movie')} shown to somebody below the age limit for ${violations === 1 ? 'it' : 'them'}.`
    : `${counted(users, 'minor')} got ${counted(exposures, 'movie')} shown, none above the age limit.`;

const minorExamples = ({ examples }: Fairness['minors']): Html | null =>
  examples.length === 0
    ? null
    : table(
        ['movie', 'user', 'age', 'from', 'receipt'],
        examples.map(({ itemId, userId, age, leastAge, receiptId }) => [
          html`<code>${itemId}</code>`,
          userId,
          age === null ? 'not known' : `${age} years`,
          `${leastAge} years`,
          receiptId === null ? '–' : html`<code>${receiptId}</code>`,
        ]),
      );

function comparisonFigure({ by, groups, gaps, note }: Fairness['comparisons'][number]): Html {
  const rows = groups.flatMap(({ group, minutesPerUserDay: minutes }) =>
    minutes === null
      ? []
      : [{ name: group, value: minutes.mean, low: minutes.low, high: minutes.high }],
  );
  return html`<h4>${BY[by]}</h4>
    ${
      rows.length === 0
        ? null
        : figureOf(
            intervalChart(rows, {
              title: `Credited minutes a user and day: ${BY[by]}`,
              unit: 'credited minutes a user and day, 95 % interval',
            }),
            [],
            table(
              [
                '',
                'users',
                'movies shown a user',
                'watches per 100 shown',
                'minutes a user and day',
              ],
              groups.map((group) => [
                group.group,
                number(group.users),
                group.exposuresPerUser === null ? '–' : figure(group.exposuresPerUser.mean),
                group.watchThrough === null ? '–' : figure(group.watchThrough.mean * 100),
                group.minutesPerUserDay === null
                  ? '–'
                  : `${figure(group.minutesPerUserDay.mean)} min`,
              ]),
            ),
          )
    }
    ${
      gaps.length === 0
        ? null
        : table(
            ['gap between groups', 'best', 'worst', 'difference (95 %)'],
            gaps.map(({ measure, best, worst, gap }) => [
              MEASURES[measure].title,
              best,
              worst,
              gap === null ? '–' : gapWords(gap, MEASURES[measure]),
            ]),
          )
    }
    ${note === null ? null : html`<p class="soft">${note}</p>`}`;
}

const gapWords = (
  gap: { readonly mean: number; readonly low: number; readonly high: number },
  { times, unit }: { readonly times: number; readonly unit: string },
): string =>
  `${figure(gap.mean * times)}${unit} (${figure(gap.low * times)} to ${figure(gap.high * times)})`;
