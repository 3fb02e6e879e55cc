import { endExperiment, widenExperiment } from './change-experiment.ts';
import type { Decision } from './decide.ts';
import type { ExperimentPorts } from './ports.ts';

/** What the rollout signs in the audit. */
export const ROLLOUT = 'rollout';

/**
 * Does what was decided of a step: `widen` begins the next one, `continue` nothing, everything else
 * ends the experiment; `promote` makes its treatment the champion.
 *
 * @throws ConflictError `EXPERIMENT_STATE` when somebody changed the experiment meanwhile; nothing
 *   is done then
 */
export async function applyDecision(
  ports: ExperimentPorts,
  name: string,
  of: { readonly decision: Decision; readonly step: number; readonly logMs: number },
): Promise<void> {
  const { action, because } = of.decision;
  const by = { actor: ROLLOUT, because };
  if (action === 'continue') return;
  if (action === 'widen') await widenExperiment(ports, name, { ...of, by });
  else await endExperiment(ports, name, { outcome: action, by, step: of.step });
}
