export { assign, type Arm, type Assignment, type AssignmentRecord } from './assignment.ts';
export { decideStep, type Action, type Decision } from './experiment/decide.ts';
export type { Estimate } from './experiment/estimate.ts';
export type { ExperimentArm, StepFacts, UserOutcome } from './experiment/outcome.ts';
export { EXPERIMENT_PLAN, type ExperimentPlan, type Guardrail } from './experiment/plan.ts';
export { runningExperiments, type RunningExperiment } from './experiment/running-experiments.ts';
export {
  DEFAULT_HOLDOUT_RATE,
  HOLDOUT,
  HOLDOUT_ARMS,
  holdoutRateOf,
  holdoutRecord,
  MAX_HOLDOUT_RATE,
  variantOf,
  type HoldoutArm,
  type Variant,
} from './holdout.ts';
export { assignmentsOf, openHoldout, setHoldout, type KeptAssignment } from './kept-assignments.ts';
