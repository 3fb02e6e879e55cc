import { randomBytes } from 'node:crypto';
import type { Arm, AssignmentRecord } from '../assignment.ts';
import { auditExperiment, type By } from './audit.ts';
import { requireExperiment, requireStatus, type Experiment } from './experiments.ts';
import { freeRange, LAYER_SALT, type LayerRange } from './layer.ts';
import type { ExperimentPlan } from './plan.ts';
import type { ExperimentPorts } from './ports.ts';
import { runningExperiments } from './running-experiments.ts';
import { addStepVersion } from './step-versions.ts';

/** How an experiment starts. */
export interface StartOptions {
  /** Last event time of the log; `null` where it is empty. */
  readonly logMs: number | null;
  /** The users it may have; absent: all. */
  readonly range?: LayerRange;
  /** Absent: drawn. */
  readonly salt?: string;
}

/**
 * Starts a draft: from now on users fall to its arms as version 1 of its record says. A shadow has no
 * record: nobody gets its lists.
 *
 * @throws NotFoundError `EXPERIMENT_UNKNOWN`; ConflictError `EXPERIMENT_STATE`,
 *   `EXPERIMENT_LAYER_TAKEN`
 */
export async function startExperiment(
  { metadata, clock }: ExperimentPorts,
  name: string,
  { by, logMs, range, salt }: StartOptions & { readonly by: By },
): Promise<Experiment> {
  const at = new Date(clock.nowMs()).toISOString();
  await metadata.transaction().execute(async (transaction) => {
    const experiment = await requireExperiment(transaction, name);
    requireStatus(experiment, 'draft');
    const { plan } = experiment;
    await transaction
      .updateTable('experiments')
      .set({ status: 'running', step: 0, started_at: at })
      .where('name', '=', name)
      .execute();
    if (plan.kind !== 'shadow') {
      const running = await runningExperiments({ metadata: transaction });
      const record: AssignmentRecord = {
        experiment: name,
        version: 1,
        salt: salt ?? randomBytes(16).toString('hex'),
        layer: { salt: LAYER_SALT, ...freeRange(name, running, range) },
        arms: armsOf(plan, 0),
        ...(plan.assignedBy === 'provider' ? { assignedBy: plan.assignedBy } : {}),
        overrides: {},
      };
      await addStepVersion(transaction, record, { step: 0, at, logMs });
    }
    await auditExperiment(transaction, { at, action: 'start', by }, { experiment: name });
  });
  return requireExperiment(metadata, name);
}

/** The arms of a step. The treatment comes first, so that nobody leaves it while it widens. */
export function armsOf({ kind, treatment, ramp }: ExperimentPlan, step: number): readonly Arm[] {
  const share = ramp[step]!;
  return [
    { name: 'treatment', share, ...(kind === 'aa' ? {} : { serves: treatment }) },
    { name: 'control', share: 1 - share },
  ];
}
