import type { Report } from '../../src/monitoring/index.ts';
import { count, figure, share, table } from './markdown.ts';

/** What an operator reads first, then what of `report.json` says what the lists were worth. */
export function reportWords(report: Report): string {
  const { attribution, latencyMs, personalised, shown, viewing, versions } = report;
  const byTier = Object.entries(personalised.byTier ?? {});
  const credited = { minutes: attribution.minutes, exposures: attribution.exposures };
  return [
    report.headline.map((sentence) => `> ${sentence}`).join('\n>\n'),
    '',
    table(
      ['In `report.json`', report.day],
      [
        ['`answered` / `requests`', `${count(report.answered)} / ${count(report.requests)}`],
        ['`voided`, `unanswered`', `${report.voided}, ${report.unanswered}`],
        ['`latencyMs` p50, p95, p99', `${latencyMs.p50}, ${latencyMs.p95}, ${latencyMs.p99}`],
        [
          '`personalised.withoutReceipt`, `.receiptsNotShown`',
          `${personalised.withoutReceipt}, ${personalised.receiptsNotShown}`,
        ],
        ['`personalised.byTier`', byTier.map(([tier, n]) => `${tier} ${count(n)}`).join(', ')],
        ['`viewing.recommended.minuteShare`', wholePercent(viewing.recommended.minuteShare)],
        [
          '`viewing.*.completion`: recommended, found',
          `${wholePercent(viewing.recommended.completion)}, ${wholePercent(viewing.found.completion)}`,
        ],
        [
          '`attribution.minutes` / `.exposures`',
          `${count(credited.minutes)} / ${count(credited.exposures)}`,
        ],
        ['`attribution.minutesPerExposure`', intervalWords(attribution.minutesPerExposure)],
        ...versions.map((version) => [
          `\`versions\`: ${version.modelVersion ?? 'no model'}, ${version.tier ?? 'no receipt'}`,
          intervalWords(version.minutesPerExposure),
        ]),
        [
          '`shown.items`, `.catalogueShare`',
          `${count(shown.items)}, ${wholePercent(shown.catalogueShare)}`,
        ],
        ...costRows(report),
        ['`findings`', report.findings.map(({ check }) => check).join(', ') || 'none'],
      ],
    ),
  ].join('\n');
}

/** What the steps took that ran while the lists of the day were made, and the report itself. */
const costRows = ({ cost }: Report): string[][] =>
  cost.steps.map(({ step, seconds, cpuSeconds, peakMemoryBytes }) => [
    `\`cost.steps\`: ${step}`,
    `${figure(seconds)} s, ${figure(cpuSeconds)} s of CPU, ${count(peakMemoryBytes / 1e6)} MB`,
  ]);

const wholePercent = (part: number | null): string => (part === null ? '–' : share(part, 1, 0));

const intervalWords = (interval: Report['attribution']['minutesPerExposure']): string =>
  interval === null
    ? '–'
    : `${figure(interval.mean)} (${figure(interval.low)} to ${figure(interval.high)})`;
