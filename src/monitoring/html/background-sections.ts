import type { Report } from '../report.ts';
import { counted, figure, html, number, section, table, type Html } from '../../pages/index.ts';

/** What an operator should look at, the weightiest first. */
export const findingSection = ({ findings }: Report): Html =>
  findings.length === 0
    ? section('What needs attention', 'Nothing.')
    : html`<section>
        <h2>${headingOf(findings)}</h2>
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
    ? 'What needs attention'
    : 'Nothing urgent; worth knowing';

/** Viewers, ratings, accounts. */
export const peopleSection = ({ users, usersFirstSeen, accounts, ratings }: Report): Html =>
  section(
    'People and ratings',
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

/** Champion and its changes. */
export function championSection({ champion }: Report): Html {
  const { atStart, changes } = champion;
  const began =
    atStart === null
      ? 'The day began without a champion.'
      : `The day began with ${atStart} as champion.`;
  return section(
    'Which model served',
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

/** Where the lines went. */
export function ledgerSection({ ledger, data }: Report): Html {
  const { accepted, overlapping } = ledger;
  return section(
    'Lines of the log',
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

/** How the figures come about, and what changed since the last issue. */
export const rulesSection = ({ attribution, personalised, changes, revision }: Report): Html =>
  html`<section>
    <h2>How this is counted</h2>
    <ul>
      ${[
        'Days are UTC, by the times in the log. Requests, answers and waiting times are what the service that asked wrote into its log, not what we believe we sent.',
        ...attribution.rules,
        personalised.note,
      ].map((rule) => html`<li>${rule}</li>`)}
    </ul>
    ${
      changes.length === 0
        ? null
        : html`<h3>What changed with revision ${revision}</h3>
            <ul>
              ${changes.map((change) => html`<li><code>${change}</code></li>`)}
            </ul>`
    }
  </section>`;
