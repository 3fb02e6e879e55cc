import { errorOf } from '../../domain/errors.ts';
import { pointAlias } from '../../registry/index.ts';
import { auditExperiment, type By } from './audit.ts';
import { requireExperiment, requireStatus, type Experiment } from './experiments.ts';
import type { ExperimentPorts } from './ports.ts';
import { armsOf } from './start-experiment.ts';
import { addStepVersion, stepVersions } from './step-versions.ts';

/**
 * Widens a running experiment by a step: the next version of its record.
 *
 * @param step the step it is in; in another nothing is changed
 * @throws ConflictError `EXPERIMENT_STATE`
 */
export async function widenExperiment(
  { metadata, clock }: ExperimentPorts,
  name: string,
  { step, by, logMs }: { readonly step: number; readonly by: By; readonly logMs: number | null },
): Promise<void> {
  const at = new Date(clock.nowMs()).toISOString();
  await metadata.transaction().execute(async (transaction) => {
    const experiment = await requireExperiment(transaction, name);
    requireStep(experiment, step);
    const { record } = (await stepVersions(transaction, name)).at(-1)!;
    const arms = armsOf(experiment.plan, step + 1);
    const next = { ...record, version: record.version + 1, arms };
    await addStepVersion(transaction, next, { step: step + 1, at, logMs });
    await transaction
      .updateTable('experiments')
      .set({ step: step + 1 })
      .where('name', '=', name)
      .execute();
    const details = { experiment: name, step: step + 1, share: experiment.plan.ramp[step + 1]! };
    await auditExperiment(transaction, { at, action: 'widen', by }, details);
  });
}

/**
 * Ends an experiment: from now on nobody gets its treatment, and its users are free for others. With
 * the outcome `promote` the treatment becomes the champion first, so that a crash between the two
 * leaves an experiment whose treatment is the champion: ending it again finishes the work.
 *
 * @param outcome the action that ends it, or `stopped` by people
 * @throws NotFoundError `EXPERIMENT_UNKNOWN`; ConflictError `EXPERIMENT_STATE`
 */
export async function endExperiment(
  ports: ExperimentPorts,
  name: string,
  { outcome, by, step }: { readonly outcome: string; readonly by: By; readonly step?: number },
): Promise<Experiment> {
  const { metadata, clock } = ports;
  const { plan, ...found } = await requireExperiment(metadata, name);
  requireStep({ plan, ...found }, step);
  if (outcome === 'promote')
    await pointAlias(ports, 'champion', {
      version: plan.treatment,
      reason: {
        actor: by.actor,
        action: 'promote',
        because: [`The experiment ${name} proved it.`, by.because],
      },
    });
  const at = new Date(clock.nowMs()).toISOString();
  await metadata.transaction().execute(async (transaction) => {
    requireStep(await requireExperiment(transaction, name), step);
    await transaction
      .updateTable('experiments')
      .set({ status: 'ended', ended_at: at, outcome, because: by.because })
      .where('name', '=', name)
      .execute();
    const action = outcome === 'stopped' ? 'stop' : outcome;
    await auditExperiment(transaction, { at, action, by }, { experiment: name });
  });
  return requireExperiment(metadata, name);
}

/**
 * Has a tester get an arm, whatever the hash says: another version of the same step. Testers count
 * in no evaluation.
 *
 * @param arm `null` takes it back
 * @throws ConflictError `EXPERIMENT_STATE`
 */
export async function overrideArm(
  { metadata, clock }: ExperimentPorts,
  name: string,
  {
    userId,
    arm,
    by,
    logMs,
  }: {
    readonly userId: string;
    readonly arm: string | null;
    readonly by: By;
    readonly logMs: number | null;
  },
): Promise<void> {
  const at = new Date(clock.nowMs()).toISOString();
  await metadata.transaction().execute(async (transaction) => {
    const experiment = await requireExperiment(transaction, name);
    requireStatus(experiment, 'running');
    const last = (await stepVersions(transaction, name)).at(-1);
    const arms = last?.record.arms.map((one) => one.name) ?? [];
    if (last === undefined || (arm !== null && !arms.includes(arm)))
      throw errorOf('EXPERIMENT_STATE', {
        name,
        found: arms.length === 0 ? 'a shadow, which has no arms' : `one with ${arms.join(', ')}`,
        expected: `to have an arm '${arm ?? 'any'}'`,
      });
    const { [userId]: _before, ...others } = last.record.overrides;
    const overrides = arm === null ? others : { ...others, [userId]: arm };
    const next = { ...last.record, version: last.record.version + 1, overrides };
    await addStepVersion(transaction, next, { step: last.step, at, logMs });
    const details = { experiment: name, user: userId, arm };
    await auditExperiment(transaction, { at, action: 'override', by }, details);
  });
}

function requireStep(experiment: Experiment, step: number | undefined): void {
  requireStatus(experiment, 'running');
  if (step !== undefined && experiment.step !== step)
    throw errorOf('EXPERIMENT_STATE', {
      name: experiment.name,
      found: `in step ${experiment.step + 1}`,
      expected: `in step ${step + 1}`,
    });
}
