import type { Report } from '../report.ts';
import {
  counted,
  html,
  millis,
  number,
  percent,
  tile,
  wholePage,
  type Html,
} from '../../pages/index.ts';
import {
  findingSection,
  ledgerSection,
  peopleSection,
  rulesSection,
} from './background-sections.ts';
import { championSection, weekBeforeSection } from './change-sections.ts';
import { revisionSection } from './revision-section.ts';
import { costSection } from './cost-section.ts';
import { fairnessSection } from './fairness-section.ts';
import { driftSection } from './drift-section.ts';
import { latencySection, requestSection } from './request-sections.ts';
import { segmentSection } from './segment-section.ts';
import { QUESTIONS, toDoBox, verdicts } from './verdicts.ts';
import {
  attributionSection,
  receiptSection,
  shownSection,
  viewingSection,
} from './viewing-sections.ts';
import { signed, worthOf } from '../worth-words.ts';
import { worthSection } from './worth-section.ts';

/** The report as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export const reportPage = (report: Report): string =>
  wholePage(
    { title: report.day },
    html`<h1>${dateOf(report.day)}</h1>
      <p class="soft">${standing(report)}</p>
      ${toDoBox(report)} ${verdicts(report)} ${tiles(report)}
      ${answers(report).map(
        ({ id, question, sections }) =>
          html`<h2 class="question" id="${id}">${question}</h2>
            <div class="flow">${sections}</div>`,
      )}`,
  );

interface Answer {
  readonly id: string;
  readonly question: string;
  readonly sections: readonly (Html | null)[];
}

/** The questions in their order, each with the sections that answer it. */
function answers(report: Report): Answer[] {
  const [up, right, helped] = QUESTIONS;
  return [
    { ...up, sections: [requestSection(report), latencySection(report)] },
    {
      ...right,
      sections: [
        driftSection(report),
        receiptSection(report),
        ledgerSection(report),
        findingSection(report),
      ],
    },
    {
      ...helped,
      sections: [
        worthSection(report.worth),
        attributionSection(report),
        viewingSection(report),
        shownSection(report),
        segmentSection(report.segments),
        fairnessSection(report.fairness),
        peopleSection(report),
      ],
    },
    {
      id: 'changed',
      question: 'What changed?',
      sections: [
        weekBeforeSection(report),
        championSection(report),
        revisionSection(report, 'report.json'),
      ],
    },
    {
      id: 'background',
      question: 'What it cost, and how it is counted',
      sections: [costSection(report), rulesSection(report)],
    },
  ];
}

const dateOf = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

function standing({ data, revision, issuedAt }: Report): string {
  const books = data.complete
    ? 'The books of this day are closed.'
    : `Provisional: the data reach until ${minute(data.until)}; the books close at ${minute(data.closesAt)}.`;
  return `${books} Revision ${revision}, issued ${minute(issuedAt)}.`;
}

/** What personal lists were worth over the longest window; `null` where nobody can say. */
function worthTile({ worth }: Report): Html | null {
  const window = worthOf(worth);
  return window === null
    ? null
    : tile(
        `${signed(window.uplift.mean)} min`,
        `a user and day by personal lists, last ${counted(window.days, 'day')}`,
      );
}

function tiles(report: Report): Html {
  const { availability, requests, latencyMs, viewing, attribution } = report;
  const { minuteShare } = viewing.recommended;
  return html`<div class="tiles">
    ${[
      tile(availability === null ? '–' : percent(availability), 'of the requests got a list'),
      tile(number(requests), 'requests'),
      tile(millis(latencyMs.p99), 'at most, for 99 % of them'),
      tile(number(viewing.viewers), 'viewers'),
      tile(number(viewing.minutes), 'minutes watched'),
      worthTile(report) ??
        tile(
          attribution.exposures === 0 || minuteShare === null ? '–' : percent(minuteShare),
          'of the minutes followed a list',
        ),
    ]}
  </div>`;
}
