import { figure, html, section, table, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';

/** What changed against the days before, and what it came with. */
export function driftSection({ drift }: Report): Html {
  const { drifted, columns, referenceDays, dayType, note } = drift;
  const days = referenceDays.length;
  const compared =
    columns.length === 0
      ? note
      : `Held against ${days} days (${dayType}) from ${referenceDays[0]!} to ${referenceDays.at(-1)!}.`;
  const what =
    columns.length === 0
      ? ''
      : drifted.length === 0
        ? 'Nothing drifted.'
        : `${drifted.length} of ${columns.length} columns drifted.`;
  return html`<div id="drift">
    ${section(
      'What changed',
      `${what} ${compared}`.trim(),
      columns.length === 0 ? null : html`${driftedList(drift)} ${columnTable(drift)}`,
    )}
  </div>`;
}

function driftedList({ drifted, cameWith }: Report['drift']): Html | null {
  if (drifted.length === 0) return null;
  const came = [
    ['data quality', cameWith.quality.join(', ')],
    ['release', cameWith.release ?? ''],
    ['catalogue', cameWith.catalogue ?? ''],
  ].filter(([, what]) => what !== '');
  return html`<ul class="findings">
      ${drifted.map(
        ({ severity, message }) =>
          html`<li class="${severity === 'severe' ? 'block' : 'warn'}">${message}</li>`,
      )}
    </ul>
    <p class="soft">
      ${
        came.length === 0
          ? 'It came with no data-quality finding, release or catalogue change.'
          : `It came with: ${came.map(([kind, what]) => `${kind!} (${what!})`).join('; ')}.`
      }
    </p>`;
}

const columnTable = ({ columns, note }: Report['drift']): Html =>
  html`${table(
      ['what', 'distance', 'drifted from', 'unit', 'chance, corrected'],
      columns.map(({ label, distance, threshold, unit, pValue }) => [
        label,
        distance === null ? '–' : figure(distance),
        threshold === null ? '–' : figure(threshold),
        unit,
        pValue === null ? '–' : chance(pValue),
      ]),
    )}
    <p class="soft">${note}</p>`;

const chance = (p: number): string => (p < 0.001 ? 'below 0.001' : p.toFixed(3));
