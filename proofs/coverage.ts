import { availableParallelism } from 'node:os';
import { meanOf } from '../src/math/moments.ts';
import { allRuns } from './coverage-runs/all-runs.ts';
import type { RunOutcome } from './coverage-runs/one-run.ts';
import type { CoverageSetting } from './coverage-runs/setting.ts';
import type { Proof, ProofResult } from './proof.ts';

/** Runs of small services, and of services as large as the demo's. */
export interface CoverageProofSetting {
  readonly small: CoverageSetting;
  readonly runs: number;
  readonly demo: readonly CoverageSetting[];
  readonly demoRuns: number;
  readonly threads: number;
}

/** The level that is claimed, and how far from it the coverage may lie. */
export const CLAIMED = { level: 0.95, least: 0.93, most: 0.98 } as const;

type Interval = { readonly mean: number; readonly low: number; readonly high: number };

/**
 * Simulates many small services whose users are drawn into the arms of a holdout, measures in each
 * what personal lists were worth, and counts how often the interval holds the truth: the mean of
 * the difference over all of them.
 */
export async function coverage(
  { small, runs, demo, demoRuns, threads }: CoverageProofSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const progress =
    (what: string, of: number) =>
    (done: number): void => {
      if (done % 50 === 0 || done === of) say(`${done} of ${of} ${what}.`);
    };
  const outcomes = await allRuns(small, { first: 1, runs, threads }, progress('small runs', runs));
  const truth = meanOf(outcomes.map(({ withoutBefore }) => intervalOf(withoutBefore).mean));
  const covered = coverageOf(
    outcomes.map(({ uplift }) => intervalOf(uplift)),
    truth,
  );
  const larger: Readonly<Record<string, number>>[] = [];
  for (const setting of demo)
    larger.push(
      widthsOf(
        setting,
        await allRuns(
          setting,
          { first: 10_001, runs: demoRuns, threads },
          progress(`runs of the demo's size, ${setting.days} days`, demoRuns),
        ),
      ),
    );
  return {
    figures: {
      runs,
      users: small.users,
      days: small.days,
      notPersonalRate: small.rate,
      trueMinutesPerUserDay: truth,
      meanMinutesPerUserDay: meanOf(outcomes.map(({ uplift }) => intervalOf(uplift).mean)),
      coverage: covered,
      coverageWithoutDaysBefore: coverageOf(
        outcomes.map(({ withoutBefore }) => intervalOf(withoutBefore)),
        truth,
      ),
      medianHalfWidth: medianHalfWidth(outcomes),
      ...anywayFigures(outcomes, truth),
      demoRuns,
      demo: larger,
    },
    holds: covered >= CLAIMED.least && covered <= CLAIMED.most,
  };
}

/** What runs of one size say together. */
const widthsOf = (
  { users, days, rate }: CoverageSetting,
  outcomes: readonly RunOutcome[],
): Readonly<Record<string, number>> => ({
  users,
  days,
  notPersonalRate: rate,
  minutesPerUserDay: meanOf(outcomes.map(({ uplift }) => intervalOf(uplift).mean)),
  medianHalfWidth: medianHalfWidth(outcomes),
  medianHalfWidthWithoutDaysBefore: medianOf(
    outcomes.map(({ withoutBefore }) => halfOf(intervalOf(withoutBefore))),
  ),
  beyondDoubtRate: meanOf(outcomes.map(({ uplift }) => Number(intervalOf(uplift).low > 0))),
});

/** How often the share of credited minutes that would have been watched anyway is covered. */
function anywayFigures(
  outcomes: readonly RunOutcome[],
  truth: number,
): Readonly<Record<string, number>> {
  const trueShare = 1 - truth / meanOf(outcomes.map(({ credited }) => credited));
  const shares = outcomes.flatMap(({ uplift }) => uplift.anyway.share ?? []);
  return {
    trueAnywayRate: trueShare,
    anywayCoverage: coverageOf(shares, trueShare),
    anywayMedianHalfWidth: medianOf(shares.map(halfOf)),
  };
}

function intervalOf({ minutesPerUserDay, note }: RunOutcome['uplift']): Interval {
  if (minutesPerUserDay === null) throw new Error(`a run without an interval: ${note}`);
  return minutesPerUserDay;
}

const coverageOf = (intervals: readonly Interval[], truth: number): number =>
  meanOf(intervals.map(({ low, high }) => Number(low <= truth && truth <= high)));

const halfOf = ({ low, high }: Interval): number => (high - low) / 2;

const medianHalfWidth = (outcomes: readonly RunOutcome[]): number =>
  medianOf(outcomes.map(({ uplift }) => halfOf(intervalOf(uplift))));

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The size of `up --demo`. */
const DEMO = { users: 2000, movies: 1200, historyDays: 7, rate: 0.3 };

/** The proof as it is run by hand. */
export const coverageProof: Proof = {
  name: 'coverage',
  claim:
    'Over 1,000 small simulated services the 95 % interval of what personal lists are worth, in minutes of film per user-day, holds the truth in 93 to 98 % of them.',
  run: (say) =>
    coverage(
      {
        small: { users: 400, movies: 200, historyDays: 2, days: 1, rate: 0.3 },
        runs: 1000,
        demo: [1, 7].map((days) => ({ ...DEMO, days })),
        demoRuns: 30,
        threads: Math.min(2, availableParallelism()),
      },
      say,
    ),
};
