import type { Metadata } from '../../store/index.ts';
import type { AssignmentRecord } from '../assignment.ts';
import { assignmentsOf } from '../kept-assignments.ts';
import { EXPERIMENT_PLAN, type ExperimentPlan } from './plan.ts';

/** An experiment that runs now, as serving goes by it. */
export interface RunningExperiment {
  readonly plan: ExperimentPlan;
  /** Who gets what; `null` for a shadow, whose lists nobody gets. */
  readonly record: AssignmentRecord | null;
}

/** What runs at this moment, by name. */
export async function runningExperiments(ports: {
  readonly metadata: Metadata;
}): Promise<readonly RunningExperiment[]> {
  const rows = await ports.metadata
    .selectFrom('experiments')
    .select(['name', 'plan'])
    .where('status', '=', 'running')
    .orderBy('name')
    .execute();
  return Promise.all(
    rows.map(async ({ name, plan }) => ({
      plan: EXPERIMENT_PLAN.parse(JSON.parse(plan)),
      record: (await assignmentsOf(ports, name)).at(-1)?.record ?? null,
    })),
  );
}
