import type { Installation } from '../../src/compose.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { parseSettings, runPipeline, trainModel } from '../../src/pipeline/index.ts';
import {
  createExperiment,
  EXPERIMENT_PLAN,
  startExperiment,
  type ExperimentPlan,
} from '../../src/rollout/index.ts';
import { fillInstallation, QUICK } from './filled-installation.ts';
import { temporaryInstallation } from './installation.ts';

/** Who acts in tests. */
export const BY = { actor: 'test', because: 'to see' };

/** Champion als/1, baseline popularity/1, and item-knn/1, which nobody promoted. */
export async function withTreatment(installation?: Installation): Promise<Installation> {
  const home = installation ?? (await temporaryInstallation());
  await fillInstallation(home);
  const ports = { ...home, progress: SILENT };
  await runPipeline(ports, { settings: parseSettings(QUICK), asOfMs: null, force: false });
  await trainModel(ports, { family: 'item-knn', pairs: [], asOfMs: null });
  return home;
}

/** Starts an experiment on item-knn/1. */
export async function startOn(
  installation: Installation,
  plan: Pick<ExperimentPlan, 'name' | 'kind'> & Partial<ExperimentPlan>,
): Promise<void> {
  const whole = EXPERIMENT_PLAN.parse({
    treatment: 'item-knn/1',
    ramp: [0.5],
    effect: 1,
    tolerance: 1,
    ...plan,
  });
  await createExperiment(installation, whole, BY);
  await startExperiment(installation, plan.name, { by: BY, logMs: null });
}
