import type { ExperimentPlan } from '../../src/rollout/index.ts';
import { allTasks } from './all-tasks.ts';
import { planOf, STRICT_GUARDRAILS } from './plans.ts';
import type { PoolFigures } from './pool-figures.ts';
import type { Pool } from './pool.ts';
import { rateOf, type Rate } from './rates.ts';
import type { ExperimentEnd, ExperimentTask } from './run-experiment.ts';

/** Experiments of two equal ways. */
export interface EqualWays {
  readonly name: string;
  readonly plan: ExperimentPlan;
  readonly users: number;
}

/** What they concluded. */
export interface EqualWaysRow {
  readonly name: string;
  readonly runs: number;
  readonly looks: number;
  readonly concluded: Rate;
  readonly better: number;
  readonly worse: number;
  readonly guardrail: number;
  readonly ratio: number;
}

/** Plans that differ in what could make a false conclusion likelier. */
export function equalWays(figures: PoolFigures, users: number): readonly EqualWays[] {
  const one = { kind: 'ab', maximumDays: 8 };
  return [
    {
      name: 'half and half',
      plan: planOf(figures, { ...one, ramp: [0.5] }),
      users: (3 * users) / 5,
    },
    {
      name: 'half and half, minutes a list',
      plan: planOf(figures, { ...one, ramp: [0.5], metric: 'minutes/lists' }),
      users: (3 * users) / 5,
    },
    { name: 'one in twenty', plan: planOf(figures, { ...one, ramp: [0.05] }), users },
    {
      name: 'half and half, three guardrails',
      plan: planOf(figures, { ...one, ramp: [0.5], guardrails: STRICT_GUARDRAILS }),
      users: (3 * users) / 5,
    },
    {
      // A tolerance that is always excluded, so that every step is lived through.
      name: 'the default ramp, three guardrails',
      plan: planOf(figures, {
        maximumDays: 8,
        tolerance: figures.minutes,
        guardrails: STRICT_GUARDRAILS,
      }),
      users,
    },
  ];
}

/** Runs them and counts. */
export async function falseConclusions(
  pool: Pool,
  { plan, users, name }: EqualWays,
  { runs, threads }: { readonly runs: number; readonly threads: number },
): Promise<EqualWaysRow> {
  const tasks = Array.from({ length: runs }, (_, k): ExperimentTask => ({
    kind: 'experiment',
    plan,
    users,
    arrivalDays: 5,
    change: 0,
    seed: 1 + k,
  }));
  const ends = (await allTasks(pool, tasks, threads)) as readonly ExperimentEnd[];
  const count = (what: ExperimentEnd['concluded']): number =>
    ends.filter(({ concluded }) => concluded === what).length;
  return {
    name,
    runs,
    looks: Math.round(ends.reduce((sum, end) => sum + end.looks, 0) / runs),
    concluded: rateOf(ends.map(({ concluded }) => concluded !== 'nothing')),
    better: count('better'),
    worse: count('worse'),
    guardrail: count('guardrail'),
    ratio: count('ratio'),
  };
}
