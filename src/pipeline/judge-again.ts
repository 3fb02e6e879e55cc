import { loadCatalogue, type Snapshot, type SnapshotContent } from '../catalogue/index.ts';
import type { LineRange } from '../datasets/index.ts';
import type { Clock } from '../domain/clock.ts';
import type { Progress } from '../domain/progress.ts';
import type { EventSource, LineBlock, LineDecoder } from '../events/index.ts';
import { blocksIn, ingest, type Reread, type Segment } from '../ingest/index.ts';
import type { ArtifactStore, Home, Tables } from '../store/index.ts';

/** The ports that lines are judged again with. */
export interface JudgingPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Offsets of a full segment, `SEGMENT_LINES` unless given. */
  readonly segmentLines?: number;
}

/** Where archived lines are, and how each segment of them was judged. */
export interface ArchivedLog {
  /** Lines to judge, all of one partition. */
  readonly lines: LineRange;
  /** Segments that hold those lines, in order. */
  readonly segments: readonly Segment[];
  /** The lines of a segment as they were read. */
  readonly blocksOf: (segment: Segment) => Promise<readonly LineBlock[]>;
  /** Lines of a hole between two segments; without it a hole is an error. */
  readonly linesBetween?: (from: number, to: number) => AsyncIterable<LineBlock>;
  /** The decoder of the name that a segment carries. */
  readonly decoderOf: (name: string) => LineDecoder;
  /** The snapshot a segment is judged with; `null` for none. */
  readonly snapshotOf: (segment: Segment) => Promise<Snapshot | null>;
}

/**
 * Judges archived lines anew into a clean home, segment by segment, as an ingestion of their source
 * would have.
 */
export async function judgeAgain(clean: JudgingPorts, log: ArchivedLog): Promise<void> {
  for (const segment of log.segments) {
    const snapshot = await log.snapshotOf(segment);
    await ingest({
      ...clean,
      source: archivedSource(log, segment.manifest.content.to),
      decoder: log.decoderOf(segment.manifest.content.decoder),
      catalogue: snapshot === null ? null : await loadCatalogue(clean.tables, snapshot),
      reread: rereadIn(log.segments),
      follow: false,
      stop: new AbortController().signal,
    });
  }
}

/** Which lines were found to be those of another file when they were first read. */
function rereadIn(segments: readonly Segment[]): Reread | null {
  const last = segments.findLast(({ manifest }) => manifest.content.rereadOf !== undefined);
  if (last === undefined) return null;
  const { from, rereadOf } = last.manifest.content;
  return { source: rereadOf!.source, to: from + rereadOf!.lines };
}

/** The snapshot that a segment names. */
export const namedSnapshot =
  (artifacts: ArtifactStore) =>
  async ({ manifest }: Segment): Promise<Snapshot | null> =>
    manifest.content.catalogueId === null
      ? null
      : artifacts.load<SnapshotContent>('catalogue', manifest.content.catalogueId);

/** Archived lines, up to an offset, as the source they once came from. */
function archivedSource(
  { segments, lines, blocksOf, linesBetween }: ArchivedLog,
  end: number,
): EventSource {
  const last = Math.min(end, lines.to);
  const identity = segments[0]?.manifest.content.identity;
  return {
    name: lines.source,
    ...(identity === undefined ? {} : { identity }),
    partitions: async () => [lines.partition],
    beginning: { isAsked: false, offsetOf: async () => lines.from },
    read: async function* (_partition, fromOffset) {
      let next = Math.max(fromOffset, lines.from);
      for (const segment of segments) {
        const { from, to } = segment.manifest.content;
        if (to <= fromOffset || from >= last) continue;
        if (from > next && linesBetween !== undefined) yield* linesBetween(next, from);
        next = to;
        const wanted = { from: Math.max(from, fromOffset), to: Math.min(to, last) };
        yield* blocksIn(await blocksOf(segment), wanted);
      }
    },
  };
}
