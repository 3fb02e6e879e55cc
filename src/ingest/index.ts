export { ingest, type IngestOptions, type IngestResult } from './ingest.ts';
export { SEGMENT_LINES } from './ranges.ts';
export { SEGMENT_FILES } from './write-segment.ts';
export { EVENT_COLUMNS } from './event-batch.ts';
export { QUARANTINE_COLUMNS } from './quarantine-batch.ts';
export { REPAIR_COLUMNS } from './repair-batch.ts';
export { PENDING_COLUMNS } from './pending-batch.ts';
export { archivedLines } from './archived-lines.ts';
export {
  ledgerOf,
  liveSegments,
  type Segment,
  type SegmentContent,
  type Unverified,
} from './segment.ts';
export { quarantineExamples, type QuarantineExample } from './quarantine-examples.ts';
