import type { Report } from '../report.ts';
import { counted, figure, html, number, part, table, type Html } from '../../pages/index.ts';

/** What was found, the weightiest first. */
export const findingSection = ({ findings }: Report): Html =>
  findings.length === 0
    ? part({ id: 'findings', heading: 'Findings' }, 'None.')
    : html`<section id="findings">
        <h3>${headingOf(findings)}</h3>
        <ul class="findings">
          ${findings.map(
            ({ severity, message, examples }) =>
              html`<li class="${severity}">
                ${message}${
                  examples.length === 0
                    ? null
                    : html`<br /><span class="soft"
                          >Such as
                          ${examples.map((e, k) => html`${k === 0 ? '' : ', '}<code>${e}</code>`)}</span
                        >`
                }
              </li>`,
          )}
        </ul>
      </section>`;

const headingOf = (findings: Report['findings']): string =>
  findings.some(({ severity }) => severity !== 'note')
    ? 'Findings'
    : 'Findings, none of them urgent';

/** Viewers, ratings, accounts. */
export const peopleSection = ({ users, usersFirstSeen, accounts, ratings }: Report): Html =>
  part(
    { id: 'people', heading: 'People and ratings' },
    'Everybody who left a line in the log on this day.',
    table(
      ['', 'number'],
      [
        ['users', counted(users, 'user')],
        ['of these, seen for the first time', counted(usersFirstSeen, 'user')],
        ['new accounts', counted(accounts, 'account')],
        ['ratings', counted(ratings.count, 'rating')],
        ['mean rating', ratings.mean === null ? 'none given' : `${figure(ratings.mean)} points`],
      ],
    ),
  );

/** Where the lines went. */
export function ledgerSection({ ledger, data }: Report): Html {
  const { accepted, overlapping } = ledger;
  return part(
    { id: 'lines', heading: 'Lines of the log' },
    `Accepted lines are those of this day. The others carry no reliable time: they are counted over the ${counted(data.segments, 'segment')} of the lake that hold lines of this day, ${counted(overlapping.read, 'line')} in all.`,
    table(
      ['', 'lines'],
      [
        ...Object.entries(accepted).map(([kind, n]) => [`accepted, ${kind}`, number(n)]),
        ['repaired', number(overlapping.repaired)],
        ['repeated', number(overlapping.duplicate)],
        ['waiting for the catalogue', number(overlapping.pending)],
        ['came late, after the first line of a later day', number(data.lateLines)],
        ['became usable later', number(data.settledLines)],
        ...Object.entries(overlapping.quarantined).map(([reason, n]) => [
          `cannot be used: ${reason.replaceAll('_', ' ')}`,
          number(n),
        ]),
      ],
    ),
  );
}

/** How the figures come about. */
export const rulesSection = ({ attribution, personalised }: Report): Html =>
  html`<section id="rules">
    <h3>How this is counted</h3>
    <ul>
      ${[
        'Days are UTC, by the times in the log. Requests, answers and waiting times are what the service that asked wrote into its log, not what we believe we sent.',
        ...attribution.rules,
        personalised.note,
      ].map((rule) => html`<li>${rule}</li>`)}
    </ul>
  </section>`;
