import { usersForPower } from '../../src/math/sequence-power.ts';
import { allTasks } from './all-tasks.ts';
import { planOf } from './plans.ts';
import type { PoolFigures } from './pool-figures.ts';
import type { Pool } from './pool.ts';
import { rateOf, type Rate } from './rates.ts';
import type { SequenceEnd, SequenceTask } from './run-sequence.ts';

interface Amount {
  readonly runs: number;
  readonly threads: number;
}

/** How often bounds ever leave the truth out, by when one begins to look. */
export interface CoverageRow {
  readonly share: number;
  readonly change: number;
  /** Log deviation of the factor that makes tails heavier. */
  readonly spread: number;
  /** Users of the smaller arm at the first look. */
  readonly from: number;
  readonly outcomes: number;
  readonly missed: Rate;
  /** Of them, those that said too little of the treatment. */
  readonly tooLow: number;
  /** What the usual 95 % interval would have missed, looked at as often. */
  readonly singleMissed: number;
}

/** Bounds that are looked at again and again. */
export interface CoverageCase {
  readonly share: number;
  readonly users: number;
  readonly change: number;
  readonly spread: number;
}

/** First looks that are compared. */
const FROM = [20, 50, 100, 200] as const;

/** Coverage over all looks at 5 %. */
export async function coverageRows(
  pool: Pool,
  figures: PoolFigures,
  of: Amount & CoverageCase,
): Promise<readonly CoverageRow[]> {
  const { share, users, change, spread, runs, threads } = of;
  const plan = planOf(figures, { minimumUsers: FROM[0] });
  const tasks = Array.from({ length: runs }, (_, k): SequenceTask => ({
    kind: 'sequence',
    plan,
    share,
    users,
    change,
    spread,
    seed: 50_001 + k,
  }));
  const ends = (await allTasks(pool, tasks, threads)) as readonly SequenceEnd[];
  return FROM.map((from) => ({
    share,
    change,
    spread,
    from,
    outcomes: users,
    missed: rateOf(ends.map(({ lastBelow, lastAbove }) => Math.max(lastBelow, lastAbove) >= from)),
    tooLow: ends.filter(({ lastBelow }) => lastBelow >= from).length / runs,
    singleMissed: ends.filter(({ lastSingle }) => lastSingle >= from).length / runs,
  }));
}

/** How often a planted effect is found with the users that the plan asks for. */
export interface PowerRow {
  readonly metric: string;
  readonly effect: number;
  readonly share: number;
  readonly users: number;
  readonly promised: number;
  readonly found: Rate;
}

/** Plants an effect, draws as many users as its power asks for, and looks after each. */
export async function powerRow(
  pool: Pool,
  figures: PoolFigures,
  of: Amount & { readonly metric: string; readonly effect: number; readonly share: number },
): Promise<PowerRow> {
  const { metric, effect, share, runs, threads } = of;
  const plan = planOf(figures, { metric });
  const isRatio = metric !== 'minutes';
  const mean = isRatio ? figures.minutesPerList : figures.minutes;
  const deviation = isRatio ? figures.ratioDeviation : figures.adjustedDeviation;
  const planned = { effect: effect * mean, deviation, treatmentShare: share, alpha: plan.alpha };
  const users = usersForPower(planned, plan.power);
  const tasks = Array.from({ length: runs }, (_, k): SequenceTask => ({
    kind: 'sequence',
    plan,
    share,
    users,
    change: effect,
    spread: 0,
    seed: 90_001 + k,
  }));
  const ends = (await allTasks(pool, tasks, threads)) as readonly SequenceEnd[];
  const found = rateOf(ends.map(({ isFound }) => isFound));
  return { metric, effect, share, users, promised: plan.power, found };
}
