export type { Catalogue, Coverage } from './catalogue.ts';
export { unusable, type Parsed } from './parsed.ts';
export { parseItem } from './parse-item.ts';
export { parseUser, type UserFields } from './parse-user.ts';
export type { CatalogueRow, CatalogueRows } from './gather-rows.ts';
export { currentSnapshot, type Snapshot, type SnapshotContent } from './snapshot.ts';
export { loadCatalogue } from './load-catalogue.ts';
export { syncCatalogue, type SyncOptions, type SyncResult } from './sync-catalogue.ts';
