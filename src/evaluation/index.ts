export type {
  Explanation,
  History,
  ScoredRows,
  Scorer,
  ScoringContext,
  WantedTop,
} from './scorer.ts';
export { evaluateOverTime, type Contender, type OverTime } from './evaluate-over-time.ts';
export { comparePaired, type PairedComparison } from './compare-paired.ts';
export {
  METRICS,
  type EvaluatedWindow,
  type Evaluation,
  type EvaluationParameters,
  type EvaluationSlice,
  type Metric,
  type MetricSummaries,
  type MetricSummary,
} from './evaluation.ts';
export { METRIC_FUNCTIONS, recommendCases } from './judge-window.ts';
export { coverage } from './metrics/coverage.ts';
export type { JudgedList } from './metrics/judged-list.ts';
export { SKIP_REASONS, type SkipReason } from './skip-reasons.ts';
export {
  PROTOCOLS,
  TEST_CUTS,
  TUNING_CUTS,
  type Protocol,
  type SplitParameters,
} from './split-parameters.ts';
export { splitOverTime, type Window } from './time-split.ts';
export type { EvaluationCase } from './window-cases.ts';
export { restrictPositives } from './restrict-positives.ts';
