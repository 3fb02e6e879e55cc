import { figure, html, part, table, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';

/** What changed against the days before, and what it came with. */
export function driftSection({ drift }: Report): Html {
  const about = { id: 'drift', heading: 'What differs from the days before' };
  const { drifted, columns, referenceDays, dayType, note, falseAlarmRate } = drift;
  if (columns.length === 0) return part(about, note);
  const compared = `${columns.length} figures of the day, its people, movies and lists, are held against ${referenceDays.length} days (${dayType}) from ${referenceDays[0]!} to ${referenceDays.at(-1)!}.`;
  const told =
    drifted.length === 0
      ? 'None differs by more than days do anyway.'
      : `${drifted.length} of them ${drifted.length === 1 ? 'differs' : 'differ'} by more than days do anyway.`;
  return part(
    about,
    `${told} ${compared} Of days on which nothing is the matter at most one in ${Math.round(1 / falseAlarmRate)} is said to differ.`,
    driftedList(drift),
    html`<details>
      <summary>The figures and from where on they count as different</summary>
      ${columnTable(drift)}
      <p class="soft">${note}</p>
    </details>`,
  );
}

function driftedList({ drifted, cameWith }: Report['drift']): Html | null {
  if (drifted.length === 0) return null;
  const came = [
    ['a data-quality finding', cameWith.quality.join(', ')],
    ['a release', cameWith.release ?? ''],
    ['a change of the catalogue', cameWith.catalogue ?? ''],
  ].filter(([, what]) => what !== '');
  return html`<ul class="findings">
      ${drifted.map(
        ({ severity, message }) =>
          html`<li class="${severity === 'severe' ? 'block' : 'warn'}">
            ${severity === 'severe' ? html`<b>Severe: </b>` : null}${message}
          </li>`,
      )}
    </ul>
    <p class="soft">
      ${
        came.length === 0
          ? 'It came with no data-quality finding, release or change of the catalogue.'
          : `It came with ${came.map(([kind, what]) => `${kind!} (${what!})`).join(' and ')}.`
      }
    </p>`;
}

const columnTable = ({ columns, drifted }: Report['drift']): Html =>
  table(
    ['figure', 'distance', 'different from', 'unit of both', 'said to differ'],
    columns.map(({ field, label, distance, threshold, unit }) => [
      label,
      distance === null ? 'not known' : figure(distance),
      threshold === null ? 'not known' : figure(threshold),
      unit,
      drifted.some((one) => one.field === field) ? 'yes' : 'no',
    ]),
  );
