export { behaveModel, behaveScorer, knownBehaviour } from './behave-model.ts';
export { evaluateBy, requireAgainst, type EvaluateBy, type EvaluatedBy } from './evaluate-by.ts';
export { evaluateCold } from './evaluate-cold.ts';
export { tunePage } from './tune-page.ts';
export { tuneModel, type TuneRequest, type Tuned } from './tune-model.ts';
export { listTuned, loadTuned, pairsOf, saveTuned } from './tuned.ts';
export { successiveHalving, type Scored } from './successive-halving.ts';
export { backtestPage, type BacktestReport } from './backtest-page.ts';
export { backtest, type BacktestOptions, type BacktestResult } from './backtest.ts';
export {
  positivesOf,
  type InteractionRows,
  type ReadInteractions,
} from './backtest-interactions.ts';
export { compareBacktests, type BacktestComparison } from './compare-backtests.ts';
export { codeVersion, type CodeVersion } from './code-version.ts';
export { parseSettings, type PipelineSettings } from './settings.ts';
export { judgeRecipes, type Judgement } from './judge-recipes.ts';
export { promoteVersion, type Promotion } from './promote-version.ts';
export type { Release, ReleaseMode } from './release.ts';
export {
  runPipeline,
  type PipelinePorts,
  type PipelineRequest,
  type PipelineResult,
} from './run-pipeline.ts';
export {
  lastDoneRetraining,
  latestRetrainings,
  RETRAINING,
  type Retraining,
  type RetrainingRun,
  type RetrainingStatus,
} from './retrainings.ts';
export { retrainingStanding, retryAtMs, type RetrainingStanding } from './retraining-standing.ts';
export { evaluateModel, trainModel } from './train-model.ts';
export { checkQuality } from './check-quality.ts';
export { issueQuality, QUALITY_FILES, type IssuedQuality } from './issue-quality.ts';
export { chooseDataset, type ChosenDataset } from './choose-dataset.ts';
export type { ScopeRequest } from './data-in-scope.ts';
export { findingsOf } from './require-trainable.ts';
export { verifyDataset } from './verify-dataset.ts';
export { judgeAgain, namedSnapshot, type ArchivedLog, type JudgingPorts } from './judge-again.ts';
export { setTrainingGate, trainingGate, type TrainingGate } from './training-gate.ts';
