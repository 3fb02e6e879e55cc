import { challengers, versionBehind } from '../registry/index.ts';
import { endExperiment } from './experiment/change-experiment.ts';
import { createExperiment } from './experiment/create-experiment.ts';
import { listExperiments, type Experiment } from './experiment/experiments.ts';
import type { ExperimentPorts } from './experiment/ports.ts';
import { startExperiment } from './experiment/start-experiment.ts';
import {
  nextRelease,
  type ReleaseState,
  type ReleaseStep,
  type ShadowVerdict,
} from './next-release.ts';
import { isRelease, releasePlan, type CanarySettings } from './release-plan.ts';

/** Judges a running shadow by its name. */
export type JudgeShadow = (experiment: string) => Promise<ShadowVerdict>;

/** Who the releases act as, in the audit. */
const ACTOR = 'release';

/**
 * Reads what the next step of the releases depends on.
 *
 * @param judgeShadow `null`: there are no shadows here
 */
export async function releaseState(
  { metadata }: Pick<ExperimentPorts, 'metadata'>,
  judgeShadow: JudgeShadow | null,
): Promise<ReleaseState> {
  const experiments = (await listExperiments(metadata)).toReversed();
  const ours = experiments.filter(({ name }) => isRelease(name));
  const shadow = ours.find(({ plan, status }) => plan.kind === 'shadow' && status === 'running');
  return {
    champion: (await versionBehind(metadata, 'champion'))?.version ?? null,
    challengers: await challengers(metadata),
    trials: ours.map(({ name, plan, status, outcome }) => ({
      experiment: name,
      kind: plan.kind === 'shadow' ? 'shadow' : 'canary',
      version: plan.treatment,
      status,
      outcome,
    })),
    shadow: shadow === undefined || judgeShadow === null ? null : await judgeShadow(shadow.name),
    hasShadows: judgeShadow !== null,
    usersTakenBy: experiments.find(takesUsers)?.name ?? null,
  };
}

const takesUsers = ({ name, plan, status }: Experiment): boolean =>
  !isRelease(name) && plan.kind !== 'shadow' && status === 'running';

/** The running experiment that compares a treatment with the champion; `null` where none does. */
export async function experimentOnChampion(
  metadata: ExperimentPorts['metadata'],
): Promise<string | null> {
  const found = (await listExperiments(metadata)).find(
    ({ plan, status }) => status === 'running' && (plan.kind === 'ab' || plan.kind === 'canary'),
  );
  return found?.name ?? null;
}

/**
 * Takes the next step of the releases. Call it now and then.
 *
 * @returns what was done, or why nothing was
 */
export async function stepRelease(
  ports: ExperimentPorts,
  {
    settings,
    logMs,
    judgeShadow,
  }: {
    readonly settings: CanarySettings;
    /** Last event time of the log; `null` where it is empty. */
    readonly logMs: number | null;
    readonly judgeShadow: JudgeShadow | null;
  },
): Promise<ReleaseStep> {
  const step = nextRelease(await releaseState(ports, judgeShadow));
  const by = { actor: ACTOR, because: step.because };
  if (step.do === 'end') await endExperiment(ports, step.experiment, { outcome: step.outcome, by });
  if (step.do === 'start') {
    const plan = releasePlan(step.kind, step.version, settings);
    const known = await listExperiments(ports.metadata);
    // A draft is what a crash between the two leaves.
    if (!known.some(({ name }) => name === plan.name)) await createExperiment(ports, plan, by);
    await startExperiment(ports, plan.name, { by, logMs });
  }
  return step;
}
