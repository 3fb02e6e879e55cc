import { EXPERIMENT_PLAN, type ExperimentPlan } from '../../src/rollout/index.ts';
import type { PoolFigures } from './pool-figures.ts';

/** Effect and tolerance of the plans, as shares of the mean. */
export const PLANNED = { effect: 0.05, tolerance: 0.1 } as const;

/** A plan in units of the pool, with the program's defaults. */
export const planOf = (
  { minutes }: PoolFigures,
  changes: Readonly<Record<string, unknown>> = {},
): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'proof',
    kind: 'canary',
    treatment: 'drawn/1',
    effect: PLANNED.effect * minutes,
    tolerance: PLANNED.tolerance * minutes,
    ...changes,
  });

/** Guardrails that bear nothing: equal ways lie on the edge of each, the hardest case. */
export const STRICT_GUARDRAILS = [
  { metric: 'latencyMs', worse: 'above', bears: 0 },
  { metric: 'voided', worse: 'above', bears: 0 },
  { metric: 'lists', worse: 'below', bears: 0 },
] as const;

/** Guardrails as a service would have them. */
export const USUAL_GUARDRAILS = [
  { metric: 'latencyMs', worse: 'above', bears: 5 },
  { metric: 'voided', worse: 'above', bears: 0.005 },
] as const;
