export { ingest, type IngestOptions, type IngestResult } from './ingest.ts';
export { LEAF_LINES, SEGMENT_LINES } from './ranges.ts';
export type { Reread } from './reread.ts';
export { eventsPath, isCompact, SEGMENT_FILES } from './segment-files.ts';
export { compactSegment } from './compact-segment.ts';
export { EVENT_COLUMNS } from './event-columns.ts';
export { QUARANTINE_COLUMNS } from './quarantine-batch.ts';
export { REPAIR_COLUMNS } from './repair-batch.ts';
export { PENDING_COLUMNS } from './pending-batch.ts';
export { archivedBlocks, blocksIn } from './archived-blocks.ts';
export { idsInLake, idsInOpenLines } from './ids-in-lake.ts';
export { settleLake, upTo, type SettleOptions, type SettleResult } from './settle-lake.ts';
export {
  findOpenLines,
  openLines,
  pageOfOpenLines,
  type OpenLine,
  type OpenLineFilter,
  type OpenLines,
} from './quarantine-lines.ts';
export { settleSegment, type SettlePorts } from './settle-segment.ts';
export {
  eventFiles,
  newestSettlements,
  NO_SETTLEMENTS,
  settledEventsPath,
  settledLedger,
  settlementsOf,
  unsettledFiles,
  type Settlement,
  type SettlementContent,
  type Settlements,
} from './settlement.ts';
export { archivedLines } from './archived-lines.ts';
export { linesHashOf } from './lines-hash-of.ts';
export { readLag, type PartitionLag } from './lag-board.ts';
export { lagOf, type PartitionState } from './partition-state.ts';
export type { LineLayout } from './line-layout.ts';
export {
  ledgerOf,
  liveAmong,
  liveSegments,
  type Segment,
  type SegmentContent,
  type Unverified,
} from './segment.ts';
export type { RepairExample } from './repair-examples.ts';
export { quarantineExamples, type QuarantineExample } from './quarantine-examples.ts';
export { knownItems, knownUsers, type KnownItems } from './judge-tick.ts';
export { lineText } from './line-texts.ts';
