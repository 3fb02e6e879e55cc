import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import type { ReportContent } from './report.ts';

/** Something an operator should do because of a finding. */
export const TO_DO = z.strictObject({
  check: z.string().describe('Of the finding that asks for it.'),
  urgency: z.enum(['now', 'today']).describe('`now` where a finding blocks, else `today`.'),
  action: z.string().describe('What to do, in a sentence or two.'),
  because: z.string().describe('What the finding says.'),
  section: z.string().describe('Part of report.html that shows it, its anchor.'),
});

export type ToDo = z.infer<typeof TO_DO>;

interface Advice {
  readonly section: string;
  readonly action: string;
}

/** Advice by the beginning of a finding's check; the first that fits. */
const ADVICE: readonly (readonly [string, Advice])[] = [
  [
    'low-availability',
    {
      section: 'requests',
      action:
        'See in "Were we up" which hours failed and why; then look at the status page and the log of the serve role at those hours.',
    },
  ],
  [
    'voided-answers',
    {
      section: 'requests',
      action:
        'Compare the ids named below with the catalogue that the caller uses: take the title off the lists with a rule, or sync the catalogue.',
    },
  ],
  [
    'answers-without-receipt',
    {
      section: 'receipts',
      action:
        'Look whether another server answers under our address, and whether showrunner_receipts_lost_total grew; a full disk loses receipts.',
    },
  ],
  [
    'receipts-not-shown',
    {
      section: 'receipts',
      action:
        'Answers that we made did not reach the caller in time: compare our own latency with "Waiting time".',
    },
  ],
  [
    'quarantined',
    {
      section: 'lines',
      action:
        'Read some of the lines with `npx showrunner quarantine list`; once the cause is mended, bring them back with `quarantine replay`.',
    },
  ],
  [
    'drift',
    {
      section: 'drift',
      action: 'Read which field moved, for whom and from which hour on, before the next training.',
    },
  ],
  [
    'shown-to-minors',
    { section: 'fairness', action: 'Add the age rule that is missing to the rules of serving.' },
  ],
  [
    'sample-ratio',
    {
      section: 'worth',
      action:
        'Do not use the uplift of this day: users are not split as they should be. Look at the assignment first.',
    },
  ],
];

const OTHERWISE: Advice = { section: 'findings', action: 'Look into it.' };

/** What is to be done, the most urgent first; notes ask for nothing. */
export function toDoOf(findings: readonly Finding[]): ReportContent['toDo'] {
  const asks = findings.filter(({ severity }) => severity !== 'note');
  return [
    ...asks.filter(({ severity }) => severity === 'block'),
    ...asks.filter(({ severity }) => severity !== 'block'),
  ].map(({ check, severity, message }) => ({
    check,
    urgency: severity === 'block' ? 'now' : 'today',
    because: message,
    ...adviceFor(check),
  }));
}

/** The section of the page that shows what a check found. */
export const sectionOf = (check: string): string => adviceFor(check).section;

const adviceFor = (check: string): Advice =>
  ADVICE.find(([beginning]) => check.startsWith(beginning))?.[1] ?? OTHERWISE;
