import type { Selectable } from 'kysely';
import { errorOf } from '../../domain/errors.ts';
import type { ExperimentsTable, Metadata } from '../../store/index.ts';
import { EXPERIMENT_PLAN, type ExperimentPlan } from './plan.ts';

export type ExperimentStatus = 'draft' | 'running' | 'ended';

/** An experiment as the metadata have it. Times are ISO 8601, by our own clock. */
export interface Experiment {
  readonly name: string;
  readonly plan: ExperimentPlan;
  readonly status: ExperimentStatus;
  /** 0-based step of the ramp. */
  readonly step: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The action that ended it, or `stopped` by people, and its sentence; `null` before. */
  readonly outcome: string | null;
  readonly because: string | null;
}

/** All experiments, the latest first. */
export async function listExperiments(metadata: Metadata): Promise<Experiment[]> {
  const rows = await metadata
    .selectFrom('experiments')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('name')
    .execute();
  return rows.map(toExperiment);
}

/** One experiment by its name. @throws NotFoundError `EXPERIMENT_UNKNOWN` */
export async function requireExperiment(metadata: Metadata, name: string): Promise<Experiment> {
  const row = await metadata
    .selectFrom('experiments')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
  if (row !== undefined) return toExperiment(row);
  const known = (await listExperiments(metadata)).map((experiment) => experiment.name);
  throw errorOf('EXPERIMENT_UNKNOWN', {
    name,
    found: known.length === 0 ? 'no experiments at all' : known.join(', '),
  });
}

/** @throws ConflictError `EXPERIMENT_STATE` when it is in another state */
export function requireStatus({ name, status }: Experiment, expected: ExperimentStatus): void {
  if (status !== expected) throw errorOf('EXPERIMENT_STATE', { name, found: status, expected });
}

const toExperiment = (row: Selectable<ExperimentsTable>): Experiment => ({
  name: row.name,
  plan: EXPERIMENT_PLAN.parse(JSON.parse(row.plan)),
  status: row.status as ExperimentStatus,
  step: row.step,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
  because: row.because,
});
