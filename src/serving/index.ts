export { refilledPlaces, type Answer, type ServingFailure } from './answer.ts';
export {
  NO_HISTORIES,
  type DelayListener,
  type HistoryStatus,
} from './live-history/history-status.ts';
export type { FollowedSource } from './live-history/live-history.ts';
export type { OpenedLog } from './live-history/follow-log.ts';
export { behaveAgeRules } from './behave-age-rules.ts';
export type { ServedVariant, VariantSource } from './follow-variants.ts';
export { isWritable } from './item-contract.ts';
export type { CatalogueSource, LiveCatalogue } from './live-catalogue.ts';
export { localRanker } from './local-ranker.ts';
export { openServing, type ServingOptions } from './open-serving.ts';
export {
  createRecommender,
  type Recommender,
  type RecommenderParts,
  type RecommenderSettings,
} from './recommender.ts';
export { MAX_COUNT, type RecommendOptions } from './recommend-options.ts';
export type { RankedRows, Ranker, RankRequest } from './ranker.ts';
export { latestRules, loadKeptRules } from './rules/kept-rules.ts';
export { NO_RULES, parseRules } from './rules/parse-rules.ts';
export type { ListFilters } from './rules/rule.ts';
export type { RuleSet } from './rules/rule-set.ts';
export { watchRules, type WatchedRules } from './rules/watch-rules.ts';
export { rulesJsonSchema } from './rules/rules-schema.ts';
export type { ModelSource, ServedModel } from './served-model.ts';
export { workerRanker, type ScoringSettings, type ScoringStatus } from './scoring/worker-ranker.ts';
export type { ServingPorts } from './serving-ports.ts';
export type { ModelsStatus, SwapRecord } from './swap/models-status.ts';
export type { ServingSources } from './serving-sources.ts';
export type { ShadowFigures } from './shadow/followed-shadows.ts';
export type { ShadowSource } from './shadow/shadow-port.ts';
export { VIOLATIONS, type Violation } from './stages/guard.ts';
export { NO_USER_FACTS, type UserFactsSource } from './user-facts.ts';
export type { Contacts, HistorySource, LikedItems } from './user-sources.ts';
export { replayer, type Replayed } from './why/replayer.ts';
export { replayReceipt, type Replay, type ReplayParts } from './why/replay-receipt.ts';
export type { Reason } from './why/reasons.ts';
export { traceChain, type Chain } from './why/trace-chain.ts';
export type { WhyPorts } from './why/replay-ports.ts';
export { whyReceipt, type NotShown, type Why } from './why/why-receipt.ts';
