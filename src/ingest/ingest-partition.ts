import { errorOf } from '../domain/errors.ts';
import type { EventSource, LineBlock } from '../events/index.ts';
import { duplicateWindow } from '../quality/index.ts';
import type { IngestOptions } from './ingest.ts';
import { judgeBlocks } from './judge-block.ts';
import { openRange, type OpenRange } from './open-range.ts';
import { levelsOf, SEGMENT_LINES } from './ranges.ts';
import { restoreWindow } from './restore-window.ts';
import { closedCheck, replacedError, requireSameLines, type ClosedCheck } from './resume-check.ts';
import type { Segment } from './segment.ts';
import { segmentShelf, type SegmentShelf } from './segment-shelf.ts';

/** While following, lines are committed at the latest this long after they came. */
const COMMIT_MS = 800;

/**
 * Reads one partition from where earlier runs came to the end (or, following, to the stop) and
 * commits it in segments. The lines of the range that is not full are read and judged again, so
 * that segments never depend on how often or where a run was interrupted.
 *
 * @param segments the partition's live segments, in order
 * @returns how many lines were new
 */
export async function ingestPartition(
  options: IngestOptions,
  partition: number,
  segments: readonly Segment[],
): Promise<number> {
  const run = await startRun(options, partition, segments);
  const { source, follow, stop } = options;
  for await (const block of source.read(partition, run.startOffset, { follow, stop }))
    await takeBlock(run, block);
  await finishRun(run);
  return Math.max(0, run.open.position - run.knownTo);
}

/** State of reading one partition. */
interface Run {
  readonly options: IngestOptions;
  readonly source: EventSource;
  readonly shelf: SegmentShelf;
  readonly closed: ClosedCheck | null;
  readonly startOffset: number;
  /** One after the last line that an earlier run committed. */
  readonly knownTo: number;
  /** Segments whose lines are judged again and compared, in order. */
  readonly unchecked: Segment[];
  readonly nextRange: (from: number, boundBefore: number) => OpenRange;
  open: OpenRange;
  committedTo: number;
  committedMs: number;
}

async function startRun(
  options: IngestOptions,
  partition: number,
  segments: readonly Segment[],
): Promise<Run> {
  const { source, decoder, catalogue, clock, segmentLines = SEGMENT_LINES } = options;
  const levels = levelsOf(segmentLines);
  const leafLines = levels.at(-1)!;
  const knownTo = segments.at(-1)?.manifest.content.to ?? 0;
  const from = openRangeStart(segments, knownTo, segmentLines);
  const before = segments.filter(({ manifest }) => manifest.content.from < from);
  const unchecked = segments.filter(({ manifest }) => manifest.content.from >= from);
  const window = duplicateWindow();
  await restoreWindow(window, before, options);
  const judge = judgeBlocks({ decoder, catalogue, window });
  const nextRange = (from: number, boundBefore: number): OpenRange => {
    const end = Math.floor(from / segmentLines) * segmentLines + segmentLines;
    return openRange({ from, to: end }, { leafLines, judge, boundBefore });
  };
  const key = {
    source: source.name,
    partition,
    decoder: decoder.name,
    catalogueId: catalogue?.id ?? null,
    leafLines,
  };
  const lastClosed = unchecked.length === 0 ? before.at(-1) : undefined;
  return {
    options,
    source,
    shelf: segmentShelf({ ...options, key, levels, committed: unchecked }),
    closed: lastClosed === undefined ? null : closedCheck(lastClosed),
    startOffset: lastClosed?.manifest.content.from ?? from,
    knownTo,
    unchecked,
    nextRange,
    open: nextRange(from, before.at(-1)?.manifest.content.userIdBound ?? 0),
    committedTo: knownTo,
    committedMs: clock.nowMs(),
  };
}

/** First offset of the range that is not full; a segment that reaches into it opens it. */
function openRangeStart(
  segments: readonly Segment[],
  knownTo: number,
  segmentLines: number,
): number {
  const aligned = Math.floor(knownTo / segmentLines) * segmentLines;
  const reaching = segments.find(({ manifest }) => manifest.content.to > aligned);
  const first = segments[0]?.manifest.content.from ?? 0;
  return Math.max(first, Math.min(aligned, reaching?.manifest.content.from ?? aligned));
}

async function takeBlock(run: Run, block: LineBlock): Promise<void> {
  requireNoGap(run, block);
  let line = run.closed?.take(block, 0) ?? 0;
  while (line < block.starts.length) {
    const checkpoint = run.unchecked[0]?.manifest.content.to ?? Infinity;
    line = run.open.take(block, line, Math.min(run.open.end, checkpoint));
    if (run.open.position === checkpoint)
      await requireSameLines(run.open, run.unchecked.shift()!, {
        tables: run.options.tables,
        isLast: run.unchecked.length === 0,
      });
    if (run.open.position === run.open.end) {
      await commit(run);
      run.open = run.nextRange(run.open.end, run.open.userIdBound);
    }
  }
  tellProgress(run);
  const due = run.options.clock.nowMs() - run.committedMs >= COMMIT_MS;
  if (run.options.follow && due) await commit(run);
}

/** Lines that were never read must not be missing from the source. */
function requireNoGap({ open, startOffset, source, knownTo }: Run, block: LineBlock): void {
  const next = Math.max(startOffset, open.position);
  const untouched = open.position === open.from && knownTo === 0;
  if (block.starts.length === 0 || block.firstOffset <= next || untouched) return;
  throw errorOf('SOURCE_GAP', {
    source: source.name,
    found: `line ${block.firstOffset} as the next one`,
    expected: `line ${next}`,
  });
}

/** Commits what is new; while lines that are committed already are read again, nothing is. */
async function commit(run: Run): Promise<void> {
  const { open, shelf, options } = run;
  run.committedMs = options.clock.nowMs();
  if (run.unchecked.length > 0 || open.position === open.from) return;
  await shelf.commit(open);
  await shelf.removeRetired(options.follow ? 'old' : 'all');
  run.committedTo = open.position;
  tellProgress(run);
}

async function finishRun(run: Run): Promise<void> {
  const { options, open, source, unchecked, shelf, knownTo } = run;
  if (open.position < knownTo && !options.follow && !options.stop.aborted)
    throw replacedError(source.name, `${open.position} lines`, `at least ${knownTo}`);
  if (unchecked.length === 0) await commit(run);
  await shelf.removeRetired('all');
}

const tellProgress = ({ options, open }: Run): void =>
  options.progress.update({
    task: 'ingest',
    done: open.position,
    total: null,
    unit: 'lines',
  });
