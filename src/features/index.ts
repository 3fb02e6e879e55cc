export { buildFeatures, type FeaturesContent } from './build-features.ts';
export { itemFeatures, type ItemFacts, type ItemFeatures } from './item-features.ts';
export {
  AGE_BANDS,
  ageBandOf,
  NEW_USER_LIKES,
  userFeatures,
  type UserFacts,
  type UserFeatures,
} from './user-features.ts';
