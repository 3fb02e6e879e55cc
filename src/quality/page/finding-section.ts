import { html, section, type Html } from '../../pages/index.ts';
import { KINDS, type Quality } from '../contract/index.ts';

const ORDER = { block: 0, warn: 1, note: 2 } as const;
const MEANS = { block: 'stops training', warn: 'look at it', note: 'worth knowing' } as const;

/** What the checks object to, the weightiest first, each with what can be done. */
export function findingSection({ checks }: Quality): Html {
  const found = checks
    .flatMap((check) => {
      const { outcome } = check;
      return outcome === 'pass' || outcome === 'skipped' ? [] : [{ ...check, outcome }];
    })
    .toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  if (found.length === 0) return section('What needs attention', 'Nothing.');
  const isUrgent = found.some(({ outcome }) => outcome !== 'note');
  return html`<section class="long">
    <h2>${isUrgent ? 'What needs attention' : 'Nothing urgent; worth knowing'}</h2>
    <ul class="findings">
      ${found.map(
        ({ kind, table, field, outcome, observed, expected, examples, description }) =>
          html`<li class="${outcome}">
            <span class="mark ${outcome}">${MEANS[outcome]}</span>
            <b>${subjectOf(table, field)}: ${KINDS[kind].title}</b><br />
            Found ${observed}; expected ${expected}.
            ${description === null ? null : html`<span class="soft">${description}</span>`}
            ${exampleList(examples)}
            <p class="do">What to do: ${KINDS[kind].advice}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** A column as `events, minute`; a table as itself. */
export const subjectOf = (table: string, field: string | null): string =>
  field === null ? table : `${table}, ${field}`;

const exampleList = (examples: readonly string[]): Html | null =>
  examples.length === 0
    ? null
    : html`<br /><span class="soft"
          >Such as
          ${examples.map((text, k) => html`${k === 0 ? '' : ', '}<code>${text}</code>`)}</span
        >`;
