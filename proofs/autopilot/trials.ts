import type { Installation } from '../../src/compose.ts';
import { listExperiments, type Experiment } from '../../src/rollout/index.ts';

/** How the trials of all versions stand, by experiment: `began`, or how they ended. */
export type Trials = ReadonlyMap<string, string>;

const WORDS: Readonly<Record<string, string>> = {
  pass: 'passed',
  promote: 'promoted',
  abort: 'aborted',
  hold: 'inconclusive',
  replaced: 'replaced',
};

/** Reads how the trials stand now, oldest first. */
export async function trialsNow({ metadata }: Pick<Installation, 'metadata'>): Promise<Trials> {
  const experiments = (await listExperiments(metadata)).toReversed();
  return new Map(
    experiments
      .filter(({ status }) => status !== 'draft')
      .map(({ plan, status, outcome }) => [
        `${plan.treatment} ${plan.kind}`,
        status === 'running' ? 'began' : (WORDS[outcome ?? ''] ?? 'ended'),
      ]),
  );
}

/** What came to pass between two moments: `als/3 shadow passed, als/3 canary began`. */
export const newsOf = (before: Trials, after: Trials): string =>
  [...after]
    .filter(([trial, state]) => before.get(trial) !== state)
    .map(([trial, state]) => `${trial} ${state}`)
    .join(', ');

/** The trial of a kind that runs now; `null` while none does. */
export async function onTrial(
  { metadata }: Pick<Installation, 'metadata'>,
  kind: 'shadow' | 'canary',
): Promise<Experiment | null> {
  const experiments = await listExperiments(metadata);
  return experiments.find(({ plan, status }) => plan.kind === kind && status === 'running') ?? null;
}
