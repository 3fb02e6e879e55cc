import { z } from 'zod';
import { EXPERIMENT_PLAN, type ExperimentPlan } from './experiment/plan.ts';

/** What a release bears at most, where nothing else is said. */
const GUARDRAILS: ExperimentPlan['guardrails'] = [
  { metric: 'voided', worse: 'above', bears: 0.01 },
  { metric: 'latencyMs', worse: 'above', bears: 50 },
  { metric: 'personal', worse: 'below', bears: 0.1 },
];

/** How a canary of a release is run; the fields are those of an experiment. */
export const CANARY_SETTINGS = EXPERIMENT_PLAN.omit({ name: true, kind: true, treatment: true })
  .extend({
    promotes: EXPERIMENT_PLAN.shape.promotes.unwrap().default('not-worse'),
    effect: z.number().gt(0).default(5).meta({ range: 'a number above 0' }),
    tolerance: z.number().gt(0).default(5).meta({ range: 'a number above 0' }),
    guardrails: EXPERIMENT_PLAN.shape.guardrails.unwrap().default([...GUARDRAILS]),
  })
  .prefault({});

export type CanarySettings = Readonly<z.output<typeof CANARY_SETTINGS>>;

const NAME = /^release-.+-(shadow|canary)$/;

/** Whether an experiment was started by the releases. */
export const isRelease = (name: string): boolean => NAME.test(name);

/** The experiment of a version's trial: one name a version and kind, so nothing is tried twice. */
export const releasePlan = (
  kind: 'shadow' | 'canary',
  version: string,
  settings: CanarySettings,
): ExperimentPlan => ({
  ...settings,
  name: `release-${version.replace('/', '-')}-${kind}`,
  kind,
  treatment: version,
});
