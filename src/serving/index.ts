export { refilledPlaces, type Answer, type ServingFailure } from './answer.ts';
export { isWritable } from './item-contract.ts';
export type { CatalogueSource, LiveCatalogue } from './live-catalogue.ts';
export { localRanker } from './local-ranker.ts';
export { openServing, type ServingOptions, type ServingPorts } from './open-serving.ts';
export { VIOLATIONS, type Violation } from './page.ts';
export {
  createRecommender,
  MAX_COUNT,
  type RecommendOptions,
  type Recommender,
  type RecommenderParts,
  type RecommenderSettings,
} from './recommender.ts';
export type { RankedRows, Ranker, RankRequest } from './ranker.ts';
export type { ModelSource, ServedModel } from './served-model.ts';
export type { ServingSources } from './serving-sources.ts';
export type { UserFactsSource } from './user-facts.ts';
export type { Contacts, HistorySource, LikedItems } from './user-sources.ts';
