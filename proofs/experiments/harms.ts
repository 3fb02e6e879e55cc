import { forecastHarms, type ExperimentPlan } from '../../src/rollout/index.ts';
import { allTasks } from './all-tasks.ts';
import { planOf, USUAL_GUARDRAILS } from './plans.ts';
import type { PoolFigures } from './pool-figures.ts';
import { enteredRows, type Pool } from './pool.ts';
import { quantileOf } from './rates.ts';
import type { ExperimentEnd, ExperimentTask } from './run-experiment.ts';

/** How a ramp ends for a treatment that changes minutes by so much. */
export interface RampRow {
  readonly change: number;
  readonly users: number;
  readonly runs: number;
  readonly abortRate: number;
  readonly promoteRate: number;
  readonly holdRate: number;
  /** Share of the runs that ever gave more than a quarter of the users the treatment. */
  readonly widerRate: number;
  /** Of the runs that ended in an abort (a promotion where there were more): medians. */
  readonly metRate: number;
  /** In 95 of 100 of them no more than this. */
  readonly mostMetRate: number;
  readonly hours: number;
  readonly outcomes: number;
  /** Hours after which `forecastHarms` has a loss found at the plan's power; `none` of a gain or never. */
  readonly foretoldHours: number | string;
}

/** Days over which users come in each step. */
const ARRIVAL_DAYS = 3;

/** Runs the default ramp. @param promotes what its plan asks for */
export async function rampRow(
  pool: Pool,
  figures: PoolFigures,
  of: {
    readonly change: number;
    readonly users: number;
    readonly runs: number;
    readonly threads: number;
    readonly promotes?: ExperimentPlan['promotes'];
  },
): Promise<RampRow> {
  const { change, users, runs, threads, promotes = 'better' } = of;
  const plan = planOf(figures, { guardrails: USUAL_GUARDRAILS, maximumDays: 8, promotes });
  const tasks = Array.from({ length: runs }, (_, k): ExperimentTask => ({
    kind: 'experiment',
    plan,
    users,
    arrivalDays: ARRIVAL_DAYS,
    change,
    seed: 200_001 + k,
  }));
  const ends = (await allTasks(pool, tasks, threads)) as readonly ExperimentEnd[];
  const by = (action: ExperimentEnd['action']): readonly ExperimentEnd[] =>
    ends.filter((end) => end.action === action);
  const ended = by('abort').length >= by('promote').length ? by('abort') : by('promote');
  const median = (of: (end: ExperimentEnd) => number): number => quantileOf(ended.map(of), 0.5);
  return {
    change,
    users,
    runs,
    abortRate: by('abort').length / runs,
    promoteRate: by('promote').length / runs,
    holdRate: by('hold').length / runs,
    widerRate: ends.filter(({ step }) => plan.ramp[step]! > plan.cautiousShare).length / runs,
    metRate: median(({ metRate }) => metRate),
    mostMetRate: quantileOf(
      ended.map(({ metRate }) => metRate),
      0.95,
    ),
    hours: median(({ hours }) => hours),
    outcomes: median(({ outcomes }) => outcomes),
    foretoldHours: foretoldHours(pool, figures, { plan, change, users }),
  };
}

function foretoldHours(
  pool: Pool,
  { minutes, adjustedDeviation, deviation }: PoolFigures,
  of: { readonly plan: ExperimentPlan; readonly change: number; readonly users: number },
): number | string {
  if (of.change >= 0) return 'none';
  const entered = (of.users * enteredRows(pool, 0).length) / pool.chains;
  const basis = {
    deviation: adjustedDeviation,
    early: deviation,
    users: entered,
    usersADay: entered / ARRIVAL_DAYS,
  };
  const { days } = forecastHarms(of.plan, basis, [-of.change * minutes])[0]!;
  return days === null ? 'none' : Math.round(24 * days);
}
