import { readdirSync } from 'node:fs';
import type { Clock } from '../../domain/clock.ts';
import type { Progress } from '../../domain/progress.ts';
import { compactSegment, isCompact, liveSegments, type Segment } from '../../ingest/index.ts';
import {
  isRoleHeld,
  lockRole,
  type ArtifactStore,
  type Home,
  type Tables,
} from '../../store/index.ts';

const DAY_MS = 86_400_000;
/** How long dropped files stay for those who may be reading them. */
const GRACE_MS = 60_000;
const ROLE = 'compact';

/** What a compaction works on. */
export interface CompactOptions {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Ends the work between two segments. */
  readonly stop: AbortSignal;
  /** Segments whose last event is so many days before the last of the lake are compacted. */
  readonly olderThanDays: number;
}

/** What a compaction did. */
export interface CompactResult {
  readonly compactedCount: number;
  /** Lines and bytes on disk of the segments that were compacted, before and after. */
  readonly lineCount: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** Freed now; dropped files that somebody may be reading are freed by the next compaction. */
  readonly freedBytes: number;
}

/**
 * Packs the segments of days that are over tighter. No id changes; it can be killed at any instant
 * and run again.
 *
 * @throws ConflictError `HOME_LOCKED` while another process compacts; UnavailableError `DISK_FULL`
 */
export async function compactLake(options: CompactOptions): Promise<CompactResult> {
  const lock = lockRole(options.home, ROLE);
  try {
    const segments = await liveSegments(options.artifacts);
    const due = dueSegments(segments, options.olderThanDays);
    let result = { compactedCount: 0, lineCount: 0, beforeBytes: 0, afterBytes: 0 };
    for (const [index, segment] of due.entries()) {
      if (options.stop.aborted) break;
      options.progress.update({
        task: 'compact',
        done: index,
        total: due.length,
        unit: 'segments',
      });
      result = added(result, segment, await compactSegment(options, segment));
    }
    return { ...result, freedBytes: await sweepAll(options) };
  } finally {
    lock.release();
  }
}

function dueSegments(segments: readonly Segment[], olderThanDays: number): Segment[] {
  const ends = segments.map(({ manifest }) => manifest.content.maxTimeMs ?? -Infinity);
  const beforeMs = ends.reduce((a, b) => Math.max(a, b), -Infinity) - olderThanDays * DAY_MS;
  return segments.filter(
    (segment, index) =>
      segment.manifest.content.closed && !isCompact(segment) && ends[index]! <= beforeMs,
  );
}

type Counts = Omit<CompactResult, 'freedBytes'>;

function added(counts: Counts, before: Segment, after: Segment): Counts {
  if (!isCompact(after)) return counts;
  const { from, to } = after.manifest.content;
  return {
    compactedCount: counts.compactedCount + 1,
    lineCount: counts.lineCount + to - from,
    beforeBytes: counts.beforeBytes + bytesOf(before),
    afterBytes: counts.afterBytes + bytesOf(after),
  };
}

const bytesOf = ({ manifest }: Segment): number =>
  Object.values(manifest.files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

async function sweepAll({ home, artifacts }: CompactOptions): Promise<number> {
  const roles = readdirSync(home.locks).map((name) => name.replace(/\.lock$/, ''));
  const alone = roles.every((role) => role === ROLE || !isRoleHeld(home, role));
  let freedBytes = 0;
  for (const segment of await liveSegments(artifacts))
    if (isCompact(segment)) freedBytes += await artifacts.sweep(segment, alone ? 0 : GRACE_MS);
  return freedBytes;
}
