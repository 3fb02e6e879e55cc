import { counted, html, number, percent, section, type Html } from '../../pages/index.ts';
import { EVENT_KINDS } from '../../domain/stream-event.ts';
import { QUARANTINE_REASONS } from '../../events/index.ts';
import type { Quality, SetAside } from '../contract/index.ts';

/** Where every line went; what cannot be used and why; what was repaired. */
export const lineSections = (quality: Quality): Html =>
  html`${ledgerSection(quality)} ${quarantineSection(quality)} ${repairSection(quality)}`;

const KIND_WORDS = {
  watch: 'used: a minute of a movie was watched',
  rating: 'used: a rating',
  recommendation: 'used: a list was asked for',
  account: 'used: an account was opened',
} as const;

interface Row {
  readonly colour: 'good' | 'extra' | 'rest' | 'bad';
  readonly says: string;
  readonly lines: number;
}

function ledgerSection({ ledger, scope }: Quality): Html {
  const lost = Object.values(ledger.quarantined).reduce((sum, n) => sum + n, 0);
  const rows: Row[] = [
    ...EVENT_KINDS.map((kind): Row => ({
      colour: 'good',
      says: KIND_WORDS[kind],
      lines: ledger.accepted[kind],
    })),
    { colour: 'good', says: 'used after a repair', lines: ledger.repaired },
    { colour: 'rest', says: 'came again, used once', lines: ledger.duplicate },
    { colour: 'extra', says: 'waiting for the catalogue', lines: ledger.pending },
    { colour: 'bad', says: 'cannot be used', lines: lost },
  ];
  const share = (lines: number): number => (ledger.read === 0 ? 0 : lines / ledger.read);
  const where =
    scope.day === null
      ? ''
      : ' Damaged lines carry no reliable time, so these are all lines of the parts of the log that hold lines of this day.';
  return section(
    'Where every line went',
    `${counted(ledger.read, 'line')} of the log were read, and each is in one of these rows.${where}`,
    html`<div class="share" aria-hidden="true">
      ${rows
        .filter(({ lines }) => lines > 0)
        .map(
          ({ colour, lines }) =>
            html`<i class="${colour}" style="width:${(share(lines) * 100).toFixed(3)}%"></i>`,
        )}
    </div>`,
    html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">what became of the line</th>
            <th scope="col">lines</th>
            <th scope="col">share</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ colour, says, lines }) =>
              html`<tr>
                <td><span class="dot ${colour}"></span>${says}</td>
                <td>${number(lines)}</td>
                <td>${percent(share(lines))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  );
}

const quarantineSection = ({ quarantined }: Quality): Html =>
  quarantined.length === 0
    ? section('Lines that cannot be used', 'None.')
    : section(
        'Lines that cannot be used, and why',
        'They are kept as they came, with the reason and their place in the log, and can be read again after a fix.',
        reasons(quarantined, (reason) => reasonWords(reason)),
      );

const repairSection = ({ repaired }: Quality): Html =>
  repaired.length === 0
    ? section(
        'Repaired lines',
        'None. A line is repaired only when one character too many is the fault and leaving it out gives one sensible line only.',
      )
    : section(
        'Repaired lines',
        'One character too many was left out, where that gives one sensible line only. Each is kept as it came, beside the line as it is used.',
        reasons(repaired, (reason) => reasonWords(reason)),
      );

/** Reasons have sentences; one that a newer version wrote has its name at least. */
const reasonWords = (reason: string): string | null =>
  (QUARANTINE_REASONS as Readonly<Record<string, string>>)[reason] ?? null;

const reasons = (groups: readonly SetAside[], meaning: (reason: string) => string | null): Html =>
  html`<dl class="reasons">
    ${groups.map(
      ({ reason, lines, examples }) =>
        html`<dt>${meaning(reason) ?? reason.replaceAll('_', ' ')}</dt>
          <dd>
            <span class="soft">${counted(lines, 'line')} (${reason}), such as</span>
            ${examples.map((line) => html`<code>${line}</code>`)}
          </dd>`,
    )}
  </dl>`;
