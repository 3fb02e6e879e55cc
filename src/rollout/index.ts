export type { Assigner, AssignerCounts } from './assigner.ts';
export { assign, type Arm, type Assignment, type AssignmentRecord } from './assignment.ts';
export { alphasOf, type Alphas } from './experiment/alphas.ts';
export {
  decideState,
  decideStep,
  type Decision,
  type GuardrailEvidence,
} from './experiment/decide.ts';
export {
  compareArms,
  deviationOf,
  usersOf,
  estimateDifference,
  type Compared,
  type Estimate,
} from './experiment/estimate.ts';
export {
  EXPERIMENT_ARMS,
  type ExperimentArm,
  type StepFacts,
  type UserOutcome,
} from './experiment/outcome.ts';
export {
  addOutcome,
  noSums,
  sumsOf,
  type MetricSums,
  type StepSums,
} from './experiment/step-sums.ts';
export { applyDecision, ROLLOUT } from './experiment/apply-decision.ts';
export type { By } from './experiment/audit.ts';
export { endExperiment, overrideArm, widenExperiment } from './experiment/change-experiment.ts';
export { decideShadow, type ShadowDecision } from './experiment/decide-shadow.ts';
export { createExperiment } from './experiment/create-experiment.ts';
export {
  decisionsOf,
  keepDecision,
  replayDecision,
  replayDecisions,
  type KeptDecision,
  type ReplayedDecision,
} from './experiment/decision-log.ts';
export {
  listExperiments,
  requireExperiment,
  type Experiment,
  type ExperimentStatus,
} from './experiment/experiments.ts';
export {
  experimentFolder,
  factsFolders,
  isFacts,
  loadFacts,
  saveFacts,
  type GatheredFacts,
} from './experiment/facts-file.ts';
export type { LayerRange } from './experiment/layer.ts';
export { measuredBy, METRICS, partsOf } from './experiment/metrics.ts';
export type { ExperimentPorts } from './experiment/ports.ts';
export { completePlan, parsePlan, planJsonSchema } from './experiment/read-plan.ts';
export { startExperiment, type StartOptions } from './experiment/start-experiment.ts';
export { stepVersions, type StepVersion } from './experiment/step-versions.ts';
export { forecastSteps, type ForecastBasis, type StepForecast } from './experiment/forecast.ts';
export { tuningOf } from './experiment/tuning.ts';
export type { Action, StepState } from './experiment/verdict.ts';
export { arrivedAfter, fittedArrivals, type Arrivals } from './experiment/arrivals.ts';
export { forecastHarms, type HarmForecast } from './experiment/harm-forecast.ts';
export {
  EXPERIMENT_PLAN,
  soughtDifference,
  WRITTEN_PLAN,
  type ExperimentPlan,
  type Guardrail,
} from './experiment/plan.ts';
export { runningExperiments, type RunningExperiment } from './experiment/running-experiments.ts';
export {
  nextRelease,
  type ReleaseState,
  type ReleaseStep,
  type ReleaseTrial,
  type ShadowVerdict,
} from './next-release.ts';
export {
  experimentOnChampion,
  releaseState,
  stepRelease,
  type JudgeShadow,
} from './release-loop.ts';
export { CANARY_SETTINGS, isRelease, releasePlan, type CanarySettings } from './release-plan.ts';
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
export { shadowJudge } from './shadow/judge-shadow.ts';
export { readShadow, shadowFolder } from './shadow/shadow-file.ts';
export { SHADOW_FIGURES, shadowFigures, type ShadowFiguresOver } from './shadow/shadow-figures.ts';
export { SHADOW_STORY, shadowStory, type ShadowStory } from './shadow/shadow-story.ts';
export { addShadows, noShadow, type ShadowSummary } from './shadow/shadow-summary.ts';
export { variantLabel } from './variant-label.ts';
