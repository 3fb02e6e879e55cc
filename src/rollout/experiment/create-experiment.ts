import { errorOf } from '../../domain/errors.ts';
import { requireVersion } from '../../registry/index.ts';
import { auditExperiment, type By } from './audit.ts';
import { requireExperiment, type Experiment } from './experiments.ts';
import type { ExperimentPlan } from './plan.ts';
import type { ExperimentPorts } from './ports.ts';

/**
 * Writes down a plan: a draft, which changes nothing yet. The treatment must be registered.
 *
 * @throws NotFoundError `VERSION_UNKNOWN`; ConflictError `EXPERIMENT_TAKEN`
 */
export async function createExperiment(
  { metadata, clock }: ExperimentPorts,
  plan: ExperimentPlan,
  by: By,
): Promise<Experiment> {
  const { name } = plan;
  // The arms of an A/A are the champion's both.
  if (plan.kind !== 'aa') await requireVersion(metadata, plan.treatment);
  const at = new Date(clock.nowMs()).toISOString();
  await metadata.transaction().execute(async (transaction) => {
    const taken = await transaction
      .selectFrom('experiments')
      .select('status')
      .where('name', '=', name)
      .executeTakeFirst();
    if (taken !== undefined)
      throw errorOf('EXPERIMENT_TAKEN', { name, found: `one that is ${taken.status}` });
    await transaction
      .insertInto('experiments')
      .values({
        name,
        plan: JSON.stringify(plan),
        status: 'draft',
        step: 0,
        created_at: at,
        started_at: null,
        ended_at: null,
        outcome: null,
        because: null,
      })
      .execute();
    await auditExperiment(transaction, { at, action: 'create', by }, { experiment: name });
  });
  return requireExperiment(metadata, name);
}
