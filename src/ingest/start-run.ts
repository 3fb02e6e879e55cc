import { errorOf } from '../domain/errors.ts';
import type { EventSource } from '../events/index.ts';
import { duplicateWindow } from '../quality/index.ts';
import type { IngestOptions } from './ingest.ts';
import { judgeBlocks } from './judge-block.ts';
import type { LeafStart } from './leaf.ts';
import { openRange, type OpenRange } from './open-range.ts';
import { levelsOf, SEGMENT_LINES } from './ranges.ts';
import { FILE, rereadCheck, type Reread, type RereadCheck, type RereadQuestion } from './reread.ts';
import { restoreWindow } from './restore-window.ts';
import { closedCheck, type ClosedCheck } from './resume-check.ts';
import type { Segment } from './segment.ts';
import { segmentShelf, type SegmentShelf } from './segment-shelf.ts';

/** State of reading one partition. */
export interface PartitionRun {
  readonly options: IngestOptions;
  readonly source: EventSource;
  readonly partition: number;
  readonly shelf: SegmentShelf;
  readonly closed: ClosedCheck | null;
  /** First offset of the partition's segments. */
  readonly from: number;
  readonly startOffset: number;
  /** One after the last line that an earlier run committed. */
  readonly knownTo: number;
  /** Segments whose lines are judged again and compared, in order. */
  readonly unchecked: Segment[];
  /** Set where the lines may be those of another file. */
  readonly reread: RereadCheck | null;
  readonly nextRange: (from: number, start: LeafStart) => OpenRange;
  open: OpenRange;
  /** The commit under way. */
  writing: Promise<void>;
  committedTo: number;
  committedMs: number;
  /** One after the last offset that the source is known to have. */
  end: number | null;
  newLines: number;
}

/**
 * Makes ready to read a partition from where its segments end.
 *
 * @throws DataError `TOPIC_REPLACED`
 */
export async function startRun(
  options: IngestOptions,
  partition: number,
  segments: readonly Segment[],
): Promise<PartitionRun> {
  const { source, decoder, catalogue, clock, segmentLines = SEGMENT_LINES } = options;
  const levels = levelsOf(segmentLines);
  const leafLines = levels.at(-1)!;
  const knownTo = await knownEnd(options, partition, segments);
  const from = openRangeStart(segments, knownTo, segmentLines);
  const before = segments.filter(({ manifest }) => manifest.content.from < from);
  const unchecked = segments.filter(({ manifest }) => manifest.content.from >= from);
  const window = duplicateWindow();
  await restoreWindow(window, before, options);
  const check = await checkOf(options, { partition, leafLines, before, unchecked });
  const reread = (): Reread | null => (check === null ? (options.reread ?? null) : check.found);
  const judge = judgeBlocks({ decoder, catalogue, window, reread });
  const nextRange = (from: number, start: LeafStart): OpenRange => {
    const end = Math.floor(from / segmentLines) * segmentLines + segmentLines;
    return openRange({ from, to: end }, { leafLines, judge, start });
  };
  const key = {
    source: source.name,
    partition,
    decoder: decoder.name,
    catalogueId: catalogue?.id ?? null,
    leafLines,
    ...(source.identity === undefined ? {} : { identity: source.identity }),
  };
  const isFixed = source.identity !== undefined;
  const lastClosed = unchecked.length === 0 && !isFixed ? before.at(-1) : undefined;
  return {
    options,
    source,
    partition,
    shelf: segmentShelf({ ...options, key, levels, committed: unchecked }),
    closed: lastClosed === undefined ? null : closedCheck(lastClosed),
    from: segments[0]?.manifest.content.from ?? from,
    startOffset: isFixed ? knownTo : (lastClosed?.manifest.content.from ?? from),
    knownTo,
    unchecked,
    reread: check,
    nextRange,
    open: nextRange(from, shownBy(before)),
    writing: Promise.resolve(),
    committedTo: knownTo,
    committedMs: clock.nowMs(),
    end: null,
    newLines: 0,
  };
}

/** What the lines of some segments have shown. */
const shownBy = (segments: readonly Segment[]): LeafStart => ({
  userIdBound: segments.reduce(
    (m, { manifest }) => Math.max(m, manifest.content.userIdBound ?? 0),
    0,
  ),
  watermarkMs: segments.reduce(
    (m, { manifest }) => Math.max(m, manifest.content.maxTimeMs ?? -Infinity),
    -Infinity,
  ),
});

/**
 * A check whether lines are those of another file: of a file that is read for the first time, or of
 * which every line so far was another's. `null` where there is nothing to check.
 */
async function checkOf(
  { source, decoder, reread, artifacts, tables }: IngestOptions,
  {
    partition,
    leafLines,
    before,
    unchecked,
  }: Pick<RereadQuestion, 'partition' | 'leafLines' | 'before'> & {
    readonly unchecked: readonly Segment[];
  },
): Promise<RereadCheck | null> {
  if (reread !== undefined || !source.name.startsWith(FILE)) return null;
  const [first, last] = [unchecked[0]?.manifest.content, before.at(-1)?.manifest.content];
  const goesOn =
    last !== undefined
      ? last.rereadOf?.lines === last.to - last.from
      : first === undefined || first.rereadOf !== undefined;
  if (!goesOn) return null;
  const question = { source: source.name, partition, decoder: decoder.name, leafLines, before };
  return rereadCheck({ artifacts, tables }, question);
}

/** Where the segments end; without any, where the source wants to be begun with. */
async function knownEnd(
  { source, progress }: IngestOptions,
  partition: number,
  segments: readonly Segment[],
): Promise<number> {
  const last = segments.at(-1)?.manifest.content;
  if (last === undefined) return (await source.beginning?.offsetOf(partition)) ?? 0;
  if (last.identity !== source.identity)
    throw errorOf('TOPIC_REPLACED', {
      source: source.name,
      found: source.identity ?? 'none',
      expected: last.identity ?? 'none',
    });
  if (source.beginning?.isAsked === true)
    progress.say(
      `Partition ${partition} goes on at offset ${last.to}, where its segments end; where to begin counts only for a partition that was never read.`,
    );
  return last.to;
}

/** First offset of the range that is not full; a segment that reaches into it opens it. */
function openRangeStart(
  segments: readonly Segment[],
  knownTo: number,
  segmentLines: number,
): number {
  const aligned = Math.floor(knownTo / segmentLines) * segmentLines;
  const reaching = segments.find(({ manifest }) => manifest.content.to > aligned);
  return reaching?.manifest.content.from ?? knownTo;
}
