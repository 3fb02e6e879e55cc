import type { Finding } from '../domain/finding.ts';
import { sampleRatioEvidence } from '../math/sample-ratio.ts';
import { counted, figure, percent } from '../pages/index.ts';
import type { ReportContent } from './report.ts';

type Report = Pick<ReportContent, 'worth' | 'fairness'>;

/** A sound draw looks this wrong on one day in a thousand at most. */
const BALANCE_EVIDENCE = Math.log(1000);

/** What worth and fairness say that an operator must look at. */
export const worthFindings = (report: Report): Finding[] => [
  ...ageLimits(report),
  ...harm(report),
  ...balance(report),
  ...gaps(report),
];

function ageLimits({ fairness: { minors } }: Report): Finding[] {
  if (minors.violations === 0) return [];
  return [
    {
      check: 'shown-below-age',
      severity: 'block',
      message: `${counted(minors.violations, 'movie')} shown to somebody below the age limit for them, by the rules that held when the list was made.`,
      count: minors.violations,
      examples: minors.examples.map(({ userId, itemId }) => `${itemId} to user ${userId}`),
    },
  ];
}

function harm({ worth }: Report): Finding[] {
  const uplift = worth.range;
  const interval = uplift?.minutesPerUserDay ?? null;
  if (uplift === null || interval === null || interval.high >= 0) return [];
  return [
    {
      check: 'personal-lists-cost',
      severity: 'warn',
      message: `Users with personal lists watched ${figure(-interval.mean)} minutes less a day than those without, beyond doubt: from ${figure(-interval.high)} to ${figure(-interval.low)}.`,
      count: uplift.personal.users,
      examples: [],
    },
  ];
}

function balance({ worth: { range, notPersonalRate } }: Report): Finding[] {
  if (range === null || notPersonalRate === null || notPersonalRate === 0) return [];
  // Where the share changed, those who moved are left out, and the rest need not have either share.
  if (range.leftOut > 0) return [];
  const counts = [range.notPersonal.users, range.personal.users];
  const evidence = sampleRatioEvidence(counts, [notPersonalRate, 1 - notPersonalRate]);
  if (evidence < BALANCE_EVIDENCE) return [];
  return [
    {
      check: 'holdout-off-balance',
      severity: 'warn',
      message: `${counts[0]} of ${counts[0]! + counts[1]!} users who asked are in the arm without personal lists, where ${percent(notPersonalRate)} should be: who asks depends on the arm, or requests got lost; the uplift is not to be trusted.`,
      count: counts[0]!,
      examples: [],
    },
  ];
}

function gaps({ fairness }: Report): Finding[] {
  return fairness.comparisons.flatMap(({ by, gaps: ofGroups, groups }) =>
    ofGroups
      .filter(({ measure, gap }) => measure === 'watchThrough' && gap !== null && gap.low > 0)
      .map(({ best, worst, gap }) => ({
        check: `worst-served-${by}`,
        severity: 'note' as const,
        message: `Lists led to least among ${by} ${worst} and most among ${best}: ${percent(gap!.mean)} of what was shown lies between them.`,
        count: groups.find(({ group }) => group === worst)?.users ?? 0,
        examples: [],
      })),
  );
}
