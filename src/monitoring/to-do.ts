import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import type { ReportContent } from './report.ts';

/** Something an operator should do because of a finding. */
export const TO_DO = z.strictObject({
  check: z.string().describe('Of the finding that asks for it.'),
  urgency: z
    .enum(['now', 'today'])
    .describe('`now` where a finding blocks or most answers fail; else `today`.'),
  action: z.string().describe('What to do, in a sentence or two.'),
  because: z.string().describe('What the finding says.'),
  examples: z.array(z.string()).max(3).describe('Of what was found.'),
  section: z.string().describe('Part of report.html that shows it, its anchor.'),
  runbook: z
    .string()
    .nullable()
    .describe('Page that says more, a path in the repository; null where there is none.'),
});

export type ToDo = z.infer<typeof TO_DO>;

interface Advice {
  readonly section: string;
  readonly action: string;
  /** Name of a page in `docs/runbooks`. */
  readonly runbook?: string;
}

/** Advice by the beginning of a finding's check; the first that fits. */
const ADVICE: readonly (readonly [string, Advice])[] = [
  [
    'low-availability',
    {
      section: 'requests',
      action:
        'See which hours failed and why, then look at the status page and the log of the serve role at those hours.',
      runbook: 'availability-burn',
    },
  ],
  [
    'voided-answers',
    {
      section: 'requests',
      action:
        'Compare the ids with the catalogue that the caller uses: take the title off the lists with a rule, or sync the catalogue.',
      runbook: 'voided-answers',
    },
  ],
  [
    'answers-without-receipt',
    {
      section: 'receipts',
      action:
        'Look whether another server answers under our address, and whether showrunner_receipts_lost_total grew: a full disk loses receipts.',
    },
  ],
  [
    'receipts-not-shown',
    {
      section: 'receipts',
      action:
        'Answers that we made did not reach the caller: compare our own latency with the waiting time that callers measured.',
      runbook: 'slow-answers',
    },
  ],
  [
    'quarantined',
    {
      section: 'lines',
      action:
        'Read some of the lines with `npx showrunner quarantine list`; once the cause is mended, bring them back with `quarantine replay`.',
      runbook: 'damaged-lines',
    },
  ],
  [
    'drift-blocks-training',
    {
      section: 'drift',
      action: 'Mend the data first; training goes on by itself once a report finds them sound.',
      runbook: 'training-blocked',
    },
  ],
  [
    'drift',
    {
      section: 'drift',
      action: 'Read what moved, for whom and from which hour on, before the next release.',
      runbook: 'drift',
    },
  ],
  [
    'shown-below-age',
    {
      section: 'fairness',
      action: 'Add the missing age limit to the rules of serving; it holds from the next list on.',
    },
  ],
  [
    'personal-lists-cost',
    {
      section: 'worth',
      action: 'Go back with `npx showrunner rollback` and compare the two models offline.',
      runbook: 'fewer-minutes',
    },
  ],
  [
    'holdout-off-balance',
    {
      section: 'worth',
      action:
        'Do not use the uplift: find out whose requests are missing, or why one arm asks more often.',
    },
  ],
];

const OTHERWISE: Advice = { section: 'findings', action: 'Look into it.' };

/** Sections of the page that advice leads to. */
export const ADVISED_SECTIONS: readonly string[] = [
  ...ADVICE.map(([, { section }]) => section),
  OTHERWISE.section,
];

/** Below this availability somebody should look at once. */
const DOWN_AVAILABILITY = 0.9;

/** What is to be done, the most urgent first; notes ask for nothing. */
export function toDoOf(
  findings: readonly Finding[],
  availability: number | null = null,
): ReportContent['toDo'] {
  const isDown = availability !== null && availability < DOWN_AVAILABILITY;
  const urgencyOf = ({ check, severity }: Finding): ToDo['urgency'] =>
    severity === 'block' || (isDown && check === 'low-availability') ? 'now' : 'today';
  const asks = findings.filter(({ severity }) => severity !== 'note');
  return [
    ...asks.filter((finding) => urgencyOf(finding) === 'now'),
    ...asks.filter((finding) => urgencyOf(finding) !== 'now'),
  ].map((finding) => ({
    check: finding.check,
    urgency: urgencyOf(finding),
    because: finding.message,
    examples: finding.examples.slice(0, 3),
    ...toldAdvice(adviceFor(finding.check)),
  }));
}

const toldAdvice = ({
  section,
  action,
  runbook,
}: Advice): Omit<ToDo, 'check' | 'urgency' | 'because' | 'examples'> => ({
  section,
  action,
  runbook: runbook === undefined ? null : `docs/runbooks/${runbook}.md`,
});

const adviceFor = (check: string): Advice =>
  ADVICE.find(([beginning]) => check.startsWith(beginning))?.[1] ?? OTHERWISE;
