export { CHALLENGE, challengers } from './challengers.ts';
export { latestVerdict, recordVerdict, VERDICT, verdictOf, type KeptVerdict } from './verdicts.ts';
export { closeAbandonedRuns, listRuns, recordRun, type Run, type RunResult } from './runs.ts';
export {
  listVersions,
  registerVersion,
  requireVersion,
  type ModelVersion,
  type NewModelVersion,
} from './versions.ts';
export {
  ALIASES,
  championsBefore,
  pointAlias,
  rollBack,
  versionBehind,
  versionToRollBackTo,
  type Alias,
  type Reason,
} from './aliases.ts';
export { decideGate, type GateEvidence, type GateVerdict, type PairedDifference } from './gate.ts';
export { loadModel, saveModel, type ModelToSave } from './model-artifact.ts';
export { readModel, scorerOf, type ReadModel } from './read-model.ts';
export { sameRecipe, type ModelArtifact, type ModelContent, type Recipe } from './model-content.ts';
export {
  readBytesOfProcess,
  startMeter,
  type ResourceMeter,
  type ResourceUse,
} from './resource-meter.ts';
export { costsBetween, latestCosts, saveCost, withCost, type StepCost } from './step-costs.ts';
export { samplesBetween, saveSamples, type ProcessSample } from './process-samples.ts';
