import { errorOf } from '../domain/errors.ts';
import type { LineBlock, OffsetGap } from '../events/index.ts';
import { archivedBlocks } from './archived-blocks.ts';
import type { IngestOptions } from './ingest.ts';
import type { OpenRange } from './open-range.ts';
import type { PartitionState } from './partition-state.ts';
import { replacedError, requireSameLines } from './resume-check.ts';
import type { Segment } from './segment.ts';
import { startRun, type PartitionRun } from './start-run.ts';

/** While following, lines are committed at the latest this long after they came. */
const COMMIT_MS = 800;

/**
 * Reads one partition from where earlier runs came to the end (or, following, to the stop) and
 * commits it in segments. The lines of the range that is not full are judged again, so that
 * segments never depend on how often or where a run was interrupted: they are read again from the
 * source and compared, or, where the source cannot have changed, from the archive.
 *
 * @param segments the partition's live segments, in order
 */
export async function ingestPartition(
  options: IngestOptions,
  partition: number,
  segments: readonly Segment[],
): Promise<PartitionState> {
  const run = await startRun(options, partition, segments);
  try {
    await readOn(run);
    await finishRun(run);
  } finally {
    await run.writing;
  }
  tell(run);
  return stateOf(run);
}

async function readOn(run: PartitionRun): Promise<void> {
  const { options, partition } = run;
  if (options.source.identity !== undefined)
    for (const segment of run.unchecked.slice())
      for (const block of await archivedBlocks(options.tables, segment))
        await takeBlock(run, block);
  const { source, follow, stop } = options;
  for await (const block of source.read(partition, run.startOffset, { follow, stop })) {
    await takeBlock(run, block);
    if (follow && isDue(run)) {
      await startCommit(run);
      await run.writing;
    }
    tell(run);
  }
}

const isDue = ({ options, committedMs }: PartitionRun): boolean =>
  options.clock.nowMs() - committedMs >= COMMIT_MS;

async function takeBlock(run: PartitionRun, block: LineBlock): Promise<void> {
  run.end = block.end ?? run.end;
  await bridge(run, block);
  if (isHalfFull(run.open)) await run.writing;
  let line = run.closed?.take(block, 0) ?? 0;
  await run.reread?.look(block);
  while (line < block.starts.length) {
    const before = run.open.position;
    line = run.open.take(block, line, Math.min(run.open.end, checkpointOf(run)));
    run.newLines += Math.max(0, run.open.position - Math.max(before, run.knownTo));
    await settle(run);
  }
}

/** From here on no more is read while the range before is being written, for memory's sake. */
const isHalfFull = ({ from, position, end }: OpenRange): boolean =>
  2 * (position - from) >= end - from;

const checkpointOf = ({ unchecked }: PartitionRun): number =>
  unchecked[0]?.manifest.content.to ?? Infinity;

/** Compares what was read again, and commits a range that is full. */
async function settle(run: PartitionRun): Promise<void> {
  if (run.open.position === checkpointOf(run))
    await requireSameLines(run.open, run.unchecked.shift()!, {
      tables: run.options.tables,
      isLast: run.unchecked.length === 0,
    });
  if (run.open.position !== run.open.end) return;
  await startCommit(run);
  run.open = run.nextRange(run.open.end, run.open.shown);
}

/** Goes over the offsets before a block, if the source knows that there is nothing to read. */
async function bridge(run: PartitionRun, block: LineBlock): Promise<void> {
  const next = Math.max(run.startOffset, run.open.position);
  if (block.before !== undefined) return skip(run, block.firstOffset, block.before);
  const untouched = run.open.position === run.open.from && run.knownTo === 0;
  if (block.starts.length === 0 || block.firstOffset <= next || untouched) return;
  throw errorOf('SOURCE_GAP', {
    source: run.source.name,
    found: `line ${block.firstOffset} as the next one`,
    expected: `line ${next}`,
  });
}

async function skip(run: PartitionRun, to: number, why: OffsetGap): Promise<void> {
  const from = run.open.position;
  if (why === 'deleted' && to > from && from >= run.knownTo)
    run.options.progress.say(lostWords(run, from, to));
  while (run.open.position < to) {
    run.open.skip(Math.min(to, run.open.end, checkpointOf(run)), why);
    await settle(run);
  }
}

const lostWords = ({ source, partition }: PartitionRun, from: number, to: number): string =>
  `Lost: ${to - from} lines of ${source.name}, partition ${partition}, offsets ${from} to ${to - 1}. The source deleted them before they were read. Reading goes on behind them.`;

/**
 * Begins to commit what is new, once the commit before is done; while lines that are committed
 * already are judged again, nothing is. So the next range is read while one is written, up to its
 * half if need be.
 */
async function startCommit(run: PartitionRun): Promise<void> {
  await run.writing;
  const { open, options } = run;
  run.committedMs = options.clock.nowMs();
  if (run.unchecked.length > 0 || open.position === open.from) return;
  run.writing = commit(run, open);
  // It is waited for later; until then nobody else hears of its failure.
  run.writing.catch(() => undefined);
}

async function commit(run: PartitionRun, open: OpenRange): Promise<void> {
  const { shelf, options, partition } = run;
  await shelf.commit(open);
  if (open.position === open.end) open.release();
  await shelf.removeRetired(options.follow ? 'old' : 'all');
  run.committedTo = open.position;
  options.source.group?.committed(partition, run.committedTo);
}

async function finishRun(run: PartitionRun): Promise<void> {
  const { options, open, source, unchecked, shelf, knownTo } = run;
  if (open.position < knownTo && !options.follow && !options.stop.aborted)
    throw replacedError(source.name, `${open.position} lines`, `at least ${knownTo}`);
  if (unchecked.length === 0) await startCommit(run);
  await run.writing;
  await shelf.removeRetired('all');
}

const stateOf = ({
  partition,
  from,
  committedTo,
  end,
  newLines,
}: PartitionRun): PartitionState => ({
  partition,
  from,
  committedTo,
  end,
  newLines,
});

function tell(run: PartitionRun): void {
  const { options, open } = run;
  options.onPartition?.(stateOf(run));
  options.progress.update({ task: 'ingest', done: open.position, total: null, unit: 'lines' });
}
