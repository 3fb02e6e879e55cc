import type { ReportContent } from './report.ts';
import { chanceWords, signed, worthOf } from './worth-words.ts';
import { counted, figure, number, percent } from '../pages/index.ts';

/** The day in three lines for a chat: what happened, was it right, did it help. */
export const headlineOf = (report: Omit<ReportContent, 'headline'>): string[] => [
  happened(report),
  right(report),
  helped(report),
];

type Report = Omit<ReportContent, 'headline'>;

function happened({ day, requests, answered, availability, latencyMs, viewing }: Report): string {
  const watched = `${counted(viewing.viewers, 'viewer')} watched ${counted(viewing.minutes, 'minute')}`;
  if (availability === null) return `${day}: ${watched}; nobody asked for a list.`;
  return `${day}: ${watched}; ${number(answered)} of ${counted(requests, 'request')} got a list (${percent(availability)}), half within ${latencyMs.p50} ms, 99 % within ${latencyMs.p99} ms.`;
}

function right({ voided, unanswered, personalised, findings, data, ledger }: Report): string {
  const failures = [
    voided > 0 ? `${number(voided)} voided` : '',
    unanswered > 0 ? `${number(unanswered)} unanswered` : '',
  ].filter(Boolean);
  const unusable = Object.values(ledger.overlapping.quarantined).reduce((sum, n) => sum + n, 0);
  const warnings = findings.filter(({ severity }) => severity !== 'note').length;
  return [
    failures.length === 0 ? 'No answer failed' : `${failures.join(', ')}`,
    personalised.share === null ? '' : `${percent(personalised.share)} of the lists were personal`,
    `${counted(unusable, 'unusable line')}`,
    warnings === 0 ? 'nothing to look at' : `${counted(warnings, 'finding')} to look at`,
    data.complete
      ? 'the books of the day are closed'
      : `provisional, data until ${data.until.slice(0, 16).replace('T', ' ')} UTC`,
  ]
    .filter(Boolean)
    .join('; ')
    .concat('.');
}

/** What personal lists were worth, where users without them tell. */
function worthWords({ worth }: Report): string {
  const told = worthOf(worth);
  if (told === null) return '';
  const { mean, low, high } = told.uplift;
  return `Personal lists were worth ${signed(mean)} minutes a user and day over ${counted(told.days, 'day')} (95 %: ${signed(low)} to ${signed(high)}, ${chanceWords(told.uplift)}). `;
}

function helped(report: Report): string {
  const { viewing, attribution, shown, data } = report;
  if (attribution.exposures === 0) return 'No movie was recommended, so nothing can have followed.';
  const { minuteShare, minutes } = viewing.recommended;
  const share = minuteShare === null ? '' : ` (${percent(minuteShare)} of all)`;
  const per = (attribution.minutes / attribution.exposures) * 100;
  return `${worthWords(report)}${counted(minutes, 'minute')} watched that day${share} followed a recommendation; 100 recommended movies led to ${figure(per)} minutes${data.complete ? '' : ' so far'}; ${counted(shown.items, 'different movie')} were shown.`;
}
