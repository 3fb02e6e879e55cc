import { rhoFor, sequenceHalfWidth } from '../../src/math/confidence-sequence.ts';
import { seededRng, type Rng } from '../../src/math/rng.ts';
import { addOutcome, compareArms, noSums, type ExperimentPlan } from '../../src/rollout/index.ts';
import { userId } from '../../src/domain/ids.ts';
import { enteredRows, STEPS, type Pool } from './pool.ts';

/** One comparison of two arms, looked at after every outcome. */
export interface SequenceTask {
  readonly kind: 'sequence';
  /** Metric, alpha and the users of each arm before the first look. */
  readonly plan: ExperimentPlan;
  readonly share: number;
  /** Outcomes of both arms; the bounds are tuned to as many. */
  readonly users: number;
  readonly change: number;
  /** Log deviation of a factor that is drawn for each user, to make tails heavier; 0 for none. */
  readonly spread: number;
  readonly seed: number;
}

/** What its bounds said. */
export interface SequenceEnd {
  readonly kind: 'sequence';
  /**
   * Users of the smaller arm when the interval last lay wholly below, or above, the true difference;
   * 0 for never. Whoever begins to look later than that never sees it.
   */
  readonly lastBelow: number;
  readonly lastAbove: number;
  /** Whether 0 was left out on the side of the change, at some look. */
  readonly isFound: boolean;
  /** Users of the smaller arm when the interval for a single look last left the truth out. */
  readonly lastSingle: number;
}

/** Up to so many outcomes there is a look after each, then after every tenth. */
const EVERY_UNTIL = 5000;

/** Draws users one after the other and looks at the bounds. */
export function runSequence(pool: Pool, task: SequenceTask): SequenceEnd {
  const { plan, users, change } = task;
  const rng = seededRng(task.seed, 'sequence');
  const rows = enteredRows(pool, 0);
  const truth = trueDifference(pool, plan.metric, change);
  const sums = noSums(plan);
  const arms = { control: 0, treatment: 0 };
  const rho = rhoFor(users, plan.alpha);
  let [lastBelow, lastAbove, lastSingle, isFound] = [0, 0, 0, false];
  for (let n = 1; n <= users; n++) {
    const arm = rng.uniform() < task.share ? 'treatment' : 'control';
    const row = rows[rng.integer(rows.length)]!;
    addOutcome(sums, drawnOutcome(pool, { row, arm, factor: factorOf(task, arm, rng) }));
    const smaller = Math.min(++arms[arm], arms.control, arms.treatment);
    if (smaller < plan.minimumUsers || (n > EVERY_UNTIL && n % 10 > 0)) continue;
    const { difference, count, deviation, standardError } = compareArms(sums.metrics[0]!)!;
    const half = sequenceHalfWidth(count, deviation, { alpha: plan.alpha, rho });
    if (difference + half < truth) lastBelow = smaller;
    if (difference - half > truth) lastAbove = smaller;
    if (Math.abs(difference - truth) > SINGLE * standardError) lastSingle = smaller;
    isFound ||= Math.sign(change) * difference > half;
  }
  return { kind: 'sequence', lastBelow, lastAbove, lastSingle, isFound };
}

/** Standard errors of the usual 95 % interval. */
const SINGLE = 1.96;

/** What the treatment, and the drawn factor of mean 1, make of a user's minutes. */
function factorOf({ change, spread }: SequenceTask, arm: string, rng: Rng): number {
  const drawn = spread > 0 ? Math.exp(spread * rng.normal() - spread ** 2 / 2) : 1;
  return arm === 'treatment' ? drawn * (1 + change) : drawn;
}

const SOMEBODY = userId('drawn');

const drawnOutcome = (
  pool: Pool,
  {
    row,
    arm,
    factor,
  }: { readonly row: number; readonly arm: 'control' | 'treatment'; readonly factor: number },
) => ({
  userId: SOMEBODY,
  arm,
  closedMs: 0,
  values: {
    minutes: factor * pool.minutes[row]!,
    lists: pool.lists[row]!,
  },
  before: pool.before[Math.floor(row / STEPS)]!,
});

/** The true difference of minutes, or of minutes a list, for users of the pool's first step. */
export function trueDifference(pool: Pool, metric: string, change: number): number {
  const rows = enteredRows(pool, 0);
  let [minutes, lists] = [0, 0];
  for (const row of rows) {
    minutes += pool.minutes[row]!;
    lists += pool.lists[row]!;
  }
  return (change * minutes) / (metric === 'minutes' ? rows.length : lists);
}
