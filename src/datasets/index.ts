export { namedSettlements } from './named-settlements.ts';
export { loadFeedback } from './load-feedback.ts';
export { feedbackOf, slicePositives, type Feedback, type Positives } from './positives.ts';
export { DATASET_PARAMETERS, type DatasetParameters } from './parameters.ts';
export {
  DATASET_TABLES,
  tablePath,
  type Dataset,
  type DatasetContent,
  type DatasetContract,
  type DatasetTable,
  type LineRange,
  type TableSummary,
} from './dataset.ts';
export { buildDataset, type BuiltDataset, type DatasetInputs } from './build-dataset.ts';
export {
  loadItems,
  loadPositives,
  loadSeen,
  loadUsers,
  loadVocabularies,
  type TimedPairs,
  type Vocabularies,
} from './load-dataset.ts';
export { joinRanges } from './line-ranges.ts';
export { completionOf, likeRuleOf, tieKeyOf, type LikeRule } from './like-rule.ts';
export { actsOfUser, type UserRating, type UserWatch } from './acts-of-user.ts';
