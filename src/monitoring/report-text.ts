import { MEASURES, moved } from './measures.ts';
import type { Report } from './report.ts';

/** At most so many things to do are spelled out. */
const MOST = 5;

/** The report for a chat: the day, three answers, what to do. Lines end in `\n`. */
export function reportText({ day, headline, toDo, data, revision, weekBefore }: Report): string {
  const told = toDo.slice(0, MOST);
  return [
    `Showrunner, ${weekdayOf(day)} ${day}${revision > 1 ? `, revision ${revision}` : ''}${data.complete ? '' : ', provisional'}`,
    ...['Up', 'Right', 'Helped'].map((word, k) => `${word}: ${headline[k] ?? ''}`),
    ...(weekBefore === null ? [] : [`Week before: ${changeWords(weekBefore)}`]),
    toDo.length === 0 ? 'To do: nothing.' : 'To do:',
    ...told.map(
      ({ urgency, because, action, examples }, k) =>
        `${k + 1}. ${urgency === 'now' ? 'NOW: ' : ''}${because}${examples.length === 0 ? '' : ` Such as ${examples.join(', ')}.`} → ${action}`,
    ),
    ...(toDo.length > MOST ? [`… and ${toDo.length - MOST} more in report.html.`] : []),
    '',
  ].join('\n');
}

const weekdayOf = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** The measures of the text, by name. */
const TOLD = new Set(['availability', 'viewers', 'minutes']);

function changeWords({ measures }: NonNullable<Report['weekBefore']>): string {
  return measures
    .filter(({ name }) => TOLD.has(name))
    .flatMap(({ name, unit, now, before }) => {
      const change = moved({ unit }, now, before);
      const title = MEASURES.find((measure) => measure.name === name)?.title ?? name;
      return change === '' ? [] : [`${title} ${change}`];
    })
    .join(', ')
    .concat('.');
}
