import { html, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';

/** The questions of the page, in its order, and the sections and checks that each answers for. */
export const QUESTIONS = [
  { id: 'up', question: 'Were we up?', answersFor: ['requests'] },
  {
    id: 'right',
    question: 'Were we right?',
    answersFor: ['receipts', 'lines', 'drift', 'findings', 'voided-answers'],
  },
  { id: 'helped', question: 'Did it help?', answersFor: ['worth', 'fairness'] },
] as const;

type State = 'fine' | 'look' | 'act';

const SIGNS = {
  fine: '✓ nothing to do',
  look: '! have a look',
  act: '✕ act now',
} as const satisfies Record<State, string>;

/** The three questions with their answers in a sentence and whether something is to be done. */
export const verdicts = (report: Report): Html =>
  html`<div class="verdicts">
    ${QUESTIONS.map(({ id, question, answersFor }, k) => {
      const state = stateOf(report, answersFor);
      return html`<section class="verdict ${state}">
        <h2><a href="#${id}">${question}</a> <span class="state">${SIGNS[state]}</span></h2>
        <p>${report.headline[k] ?? ''}</p>
      </section>`;
    })}
  </div>`;

function stateOf({ toDo }: Report, answersFor: readonly string[]): State {
  const own = toDo.filter(
    ({ check, section }) => answersFor.includes(section) || answersFor.includes(check),
  );
  if (own.some(({ urgency }) => urgency === 'now')) return 'act';
  return own.length > 0 ? 'look' : 'fine';
}

/** What is to be done, the most urgent first, each with a link to what shows it. */
export function toDoBox({ toDo, data }: Report): Html {
  if (toDo.length === 0)
    return html`<section class="todo" id="to-do">
      <h2>What to do</h2>
      <p>
        Nothing.
        ${data.complete ? '' : 'The figures are provisional; the report is issued again by itself.'}
      </p>
    </section>`;
  return html`<section class="todo" id="to-do">
    <h2>What to do</h2>
    <ol>
      ${toDo.map(
        ({ urgency, action, because, section, runbook, examples }) =>
          html`<li>
            ${urgency === 'now' ? html`<b>Now: </b>` : null}${because}${such(examples)} <br />→
            ${action}
            <a href="#${section}">See the figures</a
            >${runbook === null ? null : html`, or read <code>${runbook}</code>`}.
          </li>`,
      )}
    </ol>
  </section>`;
}

const such = (examples: readonly string[]): Html | null =>
  examples.length === 0
    ? null
    : html`<span class="soft">
        Such as ${examples.map((one, k) => html`${k === 0 ? '' : ', '}<code>${one}</code>`)}.</span
      >`;
