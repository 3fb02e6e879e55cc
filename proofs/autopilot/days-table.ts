import type { Change } from './change.ts';
import type { DayRow } from './day.ts';

const HEAD = [
  'Day',
  'What went wrong',
  'Evening: trials',
  'Worth then, 95 %',
  'Night: trainings',
  'Night: trials',
  'Serves then',
  'Worth then, 95 %',
];

/** The days as the rows of a page. */
export const daysTable = (rows: readonly DayRow[]): string =>
  [
    HEAD,
    HEAD.map(() => '---'),
    ...rows.map((row) => [
      String(row.day),
      row.harm,
      row.byEvening,
      changeWords(row.evening),
      row.tries.replaceAll(' ', ', '),
      row.byNight,
      row.serves,
      changeWords(row.night),
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const changeWords = ({ low, high }: Change): string => `${percent(low)} to ${percent(high)}`;

function percent(rate: number): string {
  const rounded = (100 * rate).toFixed(1);
  if (Number(rounded) === 0) return '0.0 %';
  return `${rate > 0 ? '+' : '−'}${rounded.replace('-', '')} %`;
}
