import { EMPTY_LEDGER, addLedgers, type Ledger } from '../domain/ledger.ts';
import type { LineLayout } from './line-layout.ts';
import type { Artifact, ArtifactStore } from '../store/index.ts';

/** Lines whose ids a partial catalogue lacks: accepted, counted, with the first few ids. */
export type Unverified = {
  readonly lines: number;
  /** At most `UNVERIFIED_EXAMPLES` different ids, in order of the lines. */
  readonly examples: readonly string[];
};

export const UNVERIFIED_EXAMPLES = 5;

/**
 * What a segment says of itself: everything follows from the lines, the decoder and the catalogue,
 * nothing from batching, the clock or the bytes of the files.
 *
 * - `events.parquet`: the accepted events, the repaired ones among them, one row each, in order of
 *   offset.
 * - `repairs.parquet`: of the repaired lines, the reason, the line as it came and as it is used.
 * - `quarantine.parquet`: lines that cannot be used, with reason and exact content.
 * - `pending.parquet`: lines that the catalogue could not be asked about yet.
 * - `lines.zst`: all lines as they were read, each followed by a line feed.
 *
 * A hash is taken over the SHA-256 digests of the range's leaves (aligned blocks of `leafLines`
 * offsets), in order, so that a range can be joined from its parts without reading them again.
 */
export type SegmentContent = {
  readonly source: string;
  readonly partition: number;
  readonly decoder: string;
  /** First offset of the range, and the one after the last line that was read. */
  readonly from: number;
  readonly to: number;
  /** Whether the range is full and will never be replaced by a longer one. */
  readonly closed: boolean;
  /** Snapshot the ids were held against; `null` when they were taken as they are. */
  readonly catalogueId: string | null;
  readonly ledger: { readonly [K in keyof Ledger]: Ledger[K] };
  readonly unverifiedItems: Unverified;
  readonly unverifiedUsers: Unverified;
  /** Minutes beyond the runtime that a partial catalogue knows; absent in older segments. */
  readonly unverifiedMinutes?: Unverified;
  /** Largest user id that the log has shown to be real up to here; absent in older segments. */
  readonly userIdBound?: number;
  readonly leafLines: number;
  /**
   * The file that has the same lines from the first on, and how many of this range's first lines
   * are among them: they count as duplicates, and nothing of them is used again.
   */
  readonly rereadOf?: { readonly source: string; readonly lines: number };
  /** What tells the source from another of its name, where something does. */
  readonly identity?: string;
  /** Over `position,line in canonical form` of each accepted event. */
  readonly rowsHash: string;
  /** Over `position,reason` of each quarantined line. */
  readonly quarantineHash: string;
  /** Over `position` of each line that waits for the catalogue. */
  readonly pendingHash: string;
  /** Over the raw lines, each followed by a line feed. */
  readonly linesHash: string;
  /** Event time of the accepted events; `null` when there are none. */
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
  /** Accepted lines that came after the first of a later day, by their own UTC day. */
  readonly lateDays: { readonly [day: string]: number };
} & LineLayout;

export type Segment = Artifact<SegmentContent>;

/**
 * The segments that count: where one range lies inside another, the larger one does; a segment
 * that another names as replaced (a rebuild) does not. Sorted by source, partition and offset;
 * disjoint.
 */
export async function liveSegments(artifacts: ArtifactStore): Promise<Segment[]> {
  return (await sortSegments(artifacts)).live;
}

/** All segments, those that count apart from those that another one has replaced. */
export async function sortSegments(
  artifacts: ArtifactStore,
): Promise<{ live: Segment[]; replaced: Segment[] }> {
  return sorted(await artifacts.list<SegmentContent>('segment'));
}

/** Of some segments those that count, sorted by source, partition and offset. */
export const liveAmong = (segments: readonly Segment[]): Segment[] => sorted(segments).live;

function sorted(all: readonly Segment[]): { live: Segment[]; replaced: Segment[] } {
  const ids = new Set(all.flatMap(({ manifest }) => manifest.info['replaces'] ?? []));
  const live: Segment[] = [];
  const replaced: Segment[] = all.filter(({ id }) => ids.has(id));
  for (const segment of all.filter(({ id }) => !ids.has(id)).sort(byPlace)) {
    const last = live.at(-1);
    (last !== undefined && covers(last, segment) ? replaced : live).push(segment);
  }
  return { live, replaced };
}

/** Where all lines of some disjoint segments went when they were judged; `settledLedger` knows
 *  what became of them since. */
export const ledgerOf = (segments: readonly Pick<Segment, 'manifest'>[]): Ledger =>
  segments.reduce((sum, { manifest }) => addLedgers(sum, manifest.content.ledger), EMPTY_LEDGER);

function byPlace(a: Segment, b: Segment): number {
  const [x, y] = [a.manifest.content, b.manifest.content];
  if (x.source !== y.source) return x.source < y.source ? -1 : 1;
  return x.partition - y.partition || x.from - y.from || y.to - x.to || (a.id < b.id ? -1 : 1);
}

function covers(a: Segment, b: Segment): boolean {
  const [x, y] = [a.manifest.content, b.manifest.content];
  return x.source === y.source && x.partition === y.partition && x.from <= y.from && y.to <= x.to;
}
