import type { Report } from '../report.ts';
import { html, millis, number, percent, STYLE, tile, type Html } from '../../pages/index.ts';
import {
  championSection,
  findingSection,
  ledgerSection,
  peopleSection,
  rulesSection,
} from './background-sections.ts';
import { driftSection } from './drift-section.ts';
import { latencySection, requestSection } from './request-sections.ts';
import { attributionSection, shownSection, viewingSection } from './viewing-sections.ts';

/** The report as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export const reportPage = (report: Report): string => page(report).markup;

const page = (report: Report): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${report.day} · Showrunner</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <h1>${dateOf(report.day)}</h1>
          <p class="soft">${standing(report)}</p>
          <div class="lines">
            ${['What happened', 'Was it right', 'Did it help'].map(
              (question, k) =>
                html`<div class="line"><b>${question}</b>${report.headline[k] ?? ''}</div>`,
            )}
          </div>
          ${tiles(report)} ${findingSection(report)} ${driftSection(report)}
          <div class="flow">
            ${requestSection(report)} ${latencySection(report)} ${viewingSection(report)}
            ${attributionSection(report)} ${shownSection(report)} ${championSection(report)}
            ${peopleSection(report)} ${ledgerSection(report)}
          </div>
          ${rulesSection(report)}
        </main>
      </body>
    </html> `;

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

function tiles({ availability, requests, latencyMs, viewing, attribution }: Report): Html {
  const { minuteShare } = viewing.recommended;
  return html`<div class="tiles">
    ${[
      tile(availability === null ? '–' : percent(availability), 'of the requests got a list'),
      tile(number(requests), 'requests'),
      tile(millis(latencyMs.p99), 'at most, for 99 % of them'),
      tile(number(viewing.viewers), 'viewers'),
      tile(number(viewing.minutes), 'minutes watched'),
      tile(
        attribution.exposures === 0 || minuteShare === null ? '–' : percent(minuteShare),
        'of the minutes were recommended',
      ),
    ]}
  </div>`;
}
