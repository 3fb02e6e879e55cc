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

const checkTable = (checks: readonly Checked[]): Html =>
  html`<table class="checks">
    <thead>
      <tr>
        <th scope="col">result</th>
        <th scope="col">column</th>
        <th scope="col">check</th>
        <th scope="col">found</th>
        <th scope="col">expected</th>
      </tr>
    </thead>
    <tbody>
      ${checks.map(
        ({ outcome, field, kind, observed, expected }) =>
          html`<tr>
            <td>
              <span class="mark ${outcome}">${outcome === 'skipped' ? 'not done' : outcome}</span>
            </td>
            <td>${field === null ? 'the table' : html`<code>${field}</code>`}</td>
            <td>${KINDS[kind].title}</td>
            <td class="labelled" data-label="found">${observed}</td>
            <td class="labelled" data-label="expected">${expected}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
