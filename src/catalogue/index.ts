export type { Catalogue, Coverage } from './catalogue.ts';
export { unusable, type Parsed } from './parsed.ts';
export { parseItem } from './parse-item.ts';
export { parseUser, type UserFields } from './parse-user.ts';
export type { CatalogueRow, CatalogueRows } from './gather-rows.ts';
export { currentSnapshot, type Snapshot, type SnapshotContent } from './snapshot.ts';
export type {
  AskOptions,
  Asked,
  CatalogueAnswer,
  CatalogueApi,
  CatalogueQuestions,
} from './catalogue-api.ts';
export {
  openJournal,
  readJournal,
  type AnswerJournal,
  type JournalledAnswer,
} from './answer-journal.ts';
export { schemaDrift, type SchemaDrift } from './schema-drift.ts';
export { foldAnswers, type FoldPorts, type FoldResult } from './fold-answers.ts';
export { syncFromApi, type ApiSyncOptions, type ApiSyncResult } from './sync-from-api.ts';
export { loadCatalogue } from './load-catalogue.ts';
export { loadItems } from './load-items.ts';
export { syncCatalogue, type SyncOptions, type SyncResult } from './sync-catalogue.ts';
export {
  findItem,
  findUser,
  itemFacets,
  searchItems,
  searchUsers,
  type ListedItem,
  type ListedUser,
} from './search-catalogue.ts';
export { OCCUPATIONS } from './occupations.ts';
