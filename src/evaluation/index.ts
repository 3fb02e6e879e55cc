export type {
  Explanation,
  History,
  ScoredRows,
  Scorer,
  ScoringContext,
  WantedTop,
} from './scorer.ts';
export { evaluateHeldOut, splitHeldOut, type HeldOut } from './evaluate-held-out.ts';
export {
  evaluateColdItems,
  type ColdItemEvaluation,
  type ColdItemResult,
} from './evaluate-cold-items.ts';
export { splitColdItems } from './split-cold-items.ts';
export { EVALUATION_DEFAULTS, evaluateOverTime, type OverTime } from './evaluate-over-time.ts';
export type { Contender, Facts } from './judge-windows.ts';
export { behave } from './behaviour/behave.ts';
export type { Behaviour, Subject } from './behaviour/subject.ts';
export type { BeyondAccuracy } from './beyond-accuracy.ts';
export { popularityTiers, type PopularityTier } from './popularity-tiers.ts';
export { giniOfExposure } from './metrics/gini.ts';
export { novelty } from './metrics/novelty.ts';
export { averagePopularity } from './metrics/average-popularity.ts';
export { intraListDiversity } from './metrics/diversity.ts';
export { miscalibration } from './metrics/calibration.ts';
export { tailRecall } from './metrics/tail-recall.ts';
export { itemCounts } from './item-counts.ts';
export { comparePaired, type PairedComparison } from './compare-paired.ts';
export {
  METRICS,
  type EvaluatedWindow,
  type Evaluation,
  type EvaluationParameters,
  type EvaluationSlice,
  type Facet,
  type Metric,
  type MetricSummaries,
  type MetricSummary,
} from './evaluation.ts';
export { METRIC_FUNCTIONS, recommendCases, type Recommending } from './judge-window.ts';
export { coverage } from './metrics/coverage.ts';
export type { JudgedList } from './metrics/judged-list.ts';
export { SKIP_REASONS, type SkipReason } from './skip-reasons.ts';
export {
  PROTOCOLS,
  rollingCuts,
  TEST_CUTS,
  TUNING_CUTS,
  type Protocol,
  type SplitParameters,
} from './split-parameters.ts';
export { splitOverTime, type Window } from './time-split.ts';
export type { EvaluationCase } from './window-cases.ts';
export { pickHistory } from './known-feedback.ts';
export { restrictPositives } from './restrict-positives.ts';
