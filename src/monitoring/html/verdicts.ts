import { html, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';
import { sectionOf } from '../to-do.ts';

/** The questions of the page, in its order, and the sections that answer each. */
export const QUESTIONS = [
  { id: 'up', question: 'Were we up?', sections: ['requests'] },
  { id: 'right', question: 'Were we right?', sections: ['receipts', 'lines', 'drift', 'findings'] },
  { id: 'helped', question: 'Did it help?', sections: ['worth', 'fairness'] },
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
    ${QUESTIONS.map(({ id, question, sections }, k) => {
      const state = stateOf(report, sections);
      return html`<section class="verdict ${state}">
        <h2><a href="#${id}">${question}</a> <span class="state">${SIGNS[state]}</span></h2>
        <p>${report.headline[k] ?? ''}</p>
      </section>`;
    })}
  </div>`;

function stateOf({ findings }: Report, sections: readonly string[]): State {
  const own = findings.filter(({ check }) => sections.includes(sectionOf(check)));
  if (own.some(({ severity }) => severity === 'block')) return 'act';
  return own.some(({ severity }) => severity === 'warn') ? 'look' : 'fine';
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
        ({ urgency, action, because, section, runbook }) =>
          html`<li>
            ${urgency === 'now' ? html`<b>Now: </b>` : null}${because} <br />→ ${action}
            <a href="#${section}">See the figures</a
            >${runbook === null ? null : html`, or read <code>${runbook}</code>`}.
          </li>`,
      )}
    </ol>
  </section>`;
}
