import { ratioStandardError } from '../math/ratio-interval.ts';
import { studentQuantile } from '../math/student-quantile.ts';
import type { Home } from '../store/index.ts';
import { checkMinors } from './check-minors.ts';
import type { DaySource } from './day-source.ts';
import type { Fairness } from './fairness-schema.ts';
import type { KnownCatalogue } from './known-catalogue.ts';
import { intervalOf, type SumsByDimension } from './measure-segments.ts';
import type { SegmentSums } from './segment-sums.ts';
import { roundedInterval } from './uplift.ts';

type Comparison = Fairness['comparisons'][number];

/** Groups with fewer users are not compared: the worst of many small groups is bad by chance. */
const LEAST_USERS = 30;
const MEASURES = ['watchThrough', 'minutesPerUserDay', 'exposuresPerUser'] as const;

/** How good lists are for whom, and whether minors saw what they must not. */
export async function measureFairness(
  source: DaySource,
  {
    home,
    known,
    sums,
  }: { readonly home: Home; readonly known: KnownCatalogue; readonly sums: SumsByDimension },
): Promise<Fairness> {
  return {
    leastUsers: LEAST_USERS,
    comparisons: (['age-band', 'gender'] as const).map((by) =>
      comparisonOf(by, sums.get(by) ?? []),
    ),
    minors: await checkMinors(source, home, known),
  };
}

/** Compares the groups of a dimension. */
export function comparisonOf(by: Comparison['by'], groups: readonly SegmentSums[]): Comparison {
  const judged = groups.filter(({ group, users }) => group !== 'unknown' && users >= LEAST_USERS);
  return {
    by,
    groups: groups.map(({ group, users, ratios }) => ({
      group,
      users,
      exposuresPerUser: intervalOf(ratios.exposuresPerUser),
      watchThrough: intervalOf(ratios.watchThrough),
      minutesPerUserDay: intervalOf(ratios.minutesPerUserDay),
    })),
    gaps: judged.length < 2 ? [] : MEASURES.map((measure) => gapOf(measure, judged)),
    note:
      judged.length < 2
        ? `Fewer than two known groups have ${LEAST_USERS} users or more, so there is no gap to tell.`
        : null,
  };
}

/**
 * Best minus worst. Any two groups could have been these, so the level of the interval is corrected
 * for all pairs (Bonferroni): it holds for whichever pair was picked.
 */
function gapOf(
  measure: (typeof MEASURES)[number],
  groups: readonly SegmentSums[],
): Comparison['gaps'][number] {
  const value = ({ ratios }: SegmentSums): number => ratios[measure].y / ratios[measure].x;
  const ordered = [...groups].sort((a, b) => value(b) - value(a));
  const [best, worst] = [ordered[0]!, ordered.at(-1)!];
  const pairs = (groups.length * (groups.length - 1)) / 2;
  const freedom = best.users + worst.users - 2;
  const error = Math.hypot(
    ratioStandardError(best.ratios[measure]),
    ratioStandardError(worst.ratios[measure]),
  );
  const half = studentQuantile(1 - 0.025 / pairs, freedom) * error;
  const mean = value(best) - value(worst);
  return {
    measure,
    best: best.group,
    worst: worst.group,
    gap: roundedInterval({ mean, low: mean - half, high: mean + half }),
  };
}
