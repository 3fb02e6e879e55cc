import { join } from 'node:path';
import type { Segment } from './segment.ts';

/** Names of a segment's files as they are written. */
export const SEGMENT_FILES = {
  events: 'events.parquet',
  repairs: 'repairs.parquet',
  pending: 'pending.parquet',
  quarantine: 'quarantine.parquet',
  lines: 'lines.zst',
} as const;

/**
 * Names of what stands for some of them in a compacted segment: the same events packed tighter, and
 * of the raw lines only those that the events do not give back.
 */
export const COMPACT_FILES = {
  events: 'events.compact.parquet',
  rest: 'rest.zst',
} as const;

/** Whether a segment is compacted: its raw lines are then the events' with the rest between them. */
export const isCompact = ({ manifest }: Pick<Segment, 'manifest'>): boolean =>
  COMPACT_FILES.rest in manifest.files;

/** Where the accepted events of a segment lie. */
export const eventsPath = (segment: Pick<Segment, 'folder' | 'manifest'>): string =>
  join(segment.folder, isCompact(segment) ? COMPACT_FILES.events : SEGMENT_FILES.events);
