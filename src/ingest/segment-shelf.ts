import { canonicalJson } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import type { LineDecoder } from '../events/index.ts';
import type { ArtifactStore, Tables } from '../store/index.ts';
import type { OpenRange } from './open-range.ts';
import { coverOf } from './ranges.ts';
import type { Segment } from './segment.ts';
import { contentOf, type SegmentKey } from './segment-content.ts';
import { writeSegment } from './write-segment.ts';

/** How long a replaced segment stays for those who may be reading it. */
export const GRACE_MS = 60_000;

/** The committed segments of one partition's open range, and those they replaced. */
export interface SegmentShelf {
  /** Commits all lines of the range that are not committed yet; replaced segments retire. */
  commit(range: OpenRange): Promise<void>;
  /** Removes what retired longer than `GRACE_MS` ago, or everything that retired. */
  removeRetired(which: 'old' | 'all'): Promise<void>;
}

export interface ShelfOptions {
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly decoder: LineDecoder;
  readonly key: SegmentKey;
  readonly levels: readonly number[];
  /** Segments of the open range that an earlier run committed. */
  readonly committed: readonly Segment[];
}

/**
 * A crash between a commit and the removal of what it replaces leaves both: the larger one
 * counts, and the next start removes the other.
 */
export function segmentShelf(options: ShelfOptions): SegmentShelf {
  const { artifacts, clock, key, levels } = options;
  let current = [...options.committed];
  let retired: { readonly segment: Segment; readonly atMs: number }[] = [];

  const commitPiece = async (open: OpenRange, piece: { from: number; to: number }) => {
    const leaves = open.leavesIn(piece);
    const closed = piece.to === open.end;
    const facts = leaves.map((leaf) => leaf.facts());
    const content = { ...contentOf(key, { ...piece, closed }, facts), ...open.layoutIn(piece) };
    const text = canonicalJson(content);
    const same = current.find(({ manifest }) => canonicalJson(manifest.content) === text);
    const committedAt = new Date(clock.nowMs()).toISOString();
    // Of a full range nothing is committed again.
    const releases = open.position === open.end;
    return same ?? (await writeSegment(options, { content, leaves, releases }, { committedAt }));
  };

  return {
    commit: async (open) => {
      const pieces: Segment[] = [];
      for (const piece of coverOf({ from: open.from, to: open.position }, levels))
        pieces.push(await commitPiece(open, piece));
      const kept = new Set(pieces.map((piece) => piece.id));
      const atMs = clock.nowMs();
      for (const segment of current) if (!kept.has(segment.id)) retired.push({ segment, atMs });
      current = open.position === open.end ? [] : pieces;
    },
    removeRetired: async (which) => {
      const limit = which === 'all' ? Infinity : clock.nowMs() - GRACE_MS;
      for (const { segment, atMs } of retired)
        if (atMs <= limit) await artifacts.remove('segment', segment.id);
      retired = retired.filter(({ atMs }) => atMs > limit);
    },
  };
}
