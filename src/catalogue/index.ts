export type { Catalogue, Coverage } from './catalogue.ts';
export { currentSnapshot, type Snapshot, type SnapshotContent } from './snapshot.ts';
export { loadCatalogue } from './load-catalogue.ts';
