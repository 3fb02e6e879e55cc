import { allTasks } from './all-tasks.ts';
import { planOf, USUAL_GUARDRAILS } from './plans.ts';
import type { PoolFigures } from './pool-figures.ts';
import type { Pool } from './pool.ts';
import { quantileOf } from './rates.ts';
import type { ExperimentEnd, ExperimentTask } from './run-experiment.ts';

/** How the default ramp ends for a treatment that changes minutes by so much. */
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
}

/** Runs the default ramp, users coming over three days in each step. */
export async function rampRow(
  pool: Pool,
  figures: PoolFigures,
  of: {
    readonly change: number;
    readonly users: number;
    readonly runs: number;
    readonly threads: number;
  },
): Promise<RampRow> {
  const { change, users, runs, threads } = of;
  const plan = planOf(figures, { guardrails: USUAL_GUARDRAILS, maximumDays: 8 });
  const tasks = Array.from({ length: runs }, (_, k): ExperimentTask => ({
    kind: 'experiment',
    plan,
    users,
    arrivalDays: 3,
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
  };
}
