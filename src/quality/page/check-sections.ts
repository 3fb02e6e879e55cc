import { counted, html, type Html } from '../../pages/index.ts';
import { KINDS, type Quality } from '../contract/index.ts';

type Checked = Quality['checks'][number];
type Table = Quality['tables'][number];

const TABLE_WORDS = {
  events: 'Events: what the usable lines say',
  users: 'Users, as the catalogue has them',
  movies: 'Movies, as the catalogue has them',
} as const;

/** Everything that was checked, table by table; open where something was found. */
export const checkSections = ({ tables, checks }: Quality): Html =>
  html`<section class="long">
    <h2>What was checked</h2>
    <p class="soft">
      Each table has a contract that states what it must be like. Open a table for its checks.
    </p>
    ${tables.map((table) =>
      tableDetails(
        table,
        checks.filter((check) => check.table === table.table),
      ),
    )}
  </section>`;

function tableDetails({ table, rows, contract }: Table, checks: readonly Checked[]): Html {
  const objecting = checks.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped');
  const skipped = checks.filter(({ outcome }) => outcome === 'skipped');
  const passed = checks.length - objecting.length - skipped.length;
  const source = contract.shipped ? 'as it comes with Showrunner' : 'written for this home';
  if (rows === null)
    return html`<p><b>${TABLE_WORDS[table]}</b>: the home has none, so nothing was checked.</p>`;
  const summary = [
    counted(rows, 'row'),
    `${passed} of ${checks.length} passed`,
    ...(objecting.length > 0 ? [`${objecting.length} to look at`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} not possible`] : []),
  ].join(', ');
  const inside = html`<summary><b>${TABLE_WORDS[table]}</b> (${summary})</summary>
    <p class="soft">Contract ${contract.id}, version ${contract.version}, ${source}.</p>
    ${checkTable(checks)}`;
  return objecting.some(({ outcome }) => outcome !== 'note')
    ? html`<details open>${inside}</details>`
    : html`<details>${inside}</details>`;
}

const WEIGHT = { pass: 0, skipped: 1, note: 2, warn: 3, block: 4 } as const;

/** A row for each column, and one for the table as a whole. */
function checkTable(checks: readonly Checked[]): Html {
  const fields = [...new Set(checks.map(({ field }) => field))].filter((field) => field !== null);
  const rows = [...fields, null].map((field) => ({
    field,
    own: checks.filter((check) => check.field === field),
  }));
  return html`<table class="checks">
    <thead>
      <tr>
        <th scope="col">column</th>
        <th scope="col">result</th>
        <th scope="col">what was expected, and what was found where it differs</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ field, own }) =>
          html`<tr>
            <td>${field === null ? html`<b>the table</b>` : html`<code>${field}</code>`}</td>
            <td>${mark(worstOf(own))}</td>
            <td>
              <ul>
                ${own.map(statement)}
              </ul>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const worstOf = (checks: readonly Checked[]): Checked['outcome'] => {
  const measured = checks.filter(({ outcome }) => outcome !== 'skipped');
  return measured.length === 0
    ? 'skipped'
    : measured.reduce<Checked['outcome']>(
        (worst, { outcome }) => (WEIGHT[outcome] > WEIGHT[worst] ? outcome : worst),
        'pass',
      );
};

const mark = (outcome: Checked['outcome']): Html =>
  html`<span class="mark ${outcome}">${outcome === 'skipped' ? 'not done' : outcome}</span>`;

function statement({ outcome, kind, observed, expected }: Checked): Html {
  const says = `${KINDS[kind].title}: ${expected}`;
  if (outcome === 'pass') return html`<li title="found ${observed}">${says}</li>`;
  if (outcome === 'skipped') return html`<li class="soft">${says} (not done: ${observed})</li>`;
  return html`<li class="${outcome}">${says}. <b>Found ${observed}</b></li>`;
}
