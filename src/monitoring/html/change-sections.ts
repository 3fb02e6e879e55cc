import { html, part, table, type Html } from '../../pages/index.ts';
import { MEASURES, measured, moved } from '../measures.ts';
import type { Report } from '../report.ts';

/** The day beside the same weekday of the week before. */
export function weekBeforeSection({ weekBefore }: Report): Html {
  const about = { id: 'week-before', heading: 'Beside the week before' };
  if (weekBefore === null)
    return part(about, 'There is no report of the same weekday of the week before.');
  return part(
    about,
    `The same weekday of the week before is ${weekBefore.day}. Days differ by more than their lists: read this as a hint.`,
    table(
      ['', 'this day', 'a week before', 'change'],
      weekBefore.measures.flatMap(({ name, unit, now, before }) => {
        const measure = MEASURES.find((one) => one.name === name);
        if (measure === undefined) return [];
        return [
          [
            measure.title,
            measured({ unit }, now),
            measured({ unit }, before),
            moved({ unit }, now, before),
          ],
        ];
      }),
    ),
    html`<p class="soft">pp: percentage points.</p>`,
  );
}

/** Champion and its changes. */
export function championSection({ champion }: Report): Html {
  const { atStart, changes } = champion;
  const began =
    atStart === null
      ? 'The day began without a champion.'
      : `The day began with ${atStart} as champion.`;
  return part(
    { id: 'champion', heading: 'Which model served' },
    changes.length === 0 ? `${began} Nothing changed.` : began,
    changes.length === 0
      ? null
      : table(
          ['when (our clock, UTC)', 'what', 'from', 'to', 'by'],
          changes.map(({ at, action, from, to, actor }) => [
            at.slice(0, 19).replace('T', ' '),
            action,
            from ?? '–',
            to,
            actor,
          ]),
        ),
  );
}
