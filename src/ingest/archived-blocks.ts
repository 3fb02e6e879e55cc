import type { LineBlock } from '../events/index.ts';
import type { Tables } from '../store/index.ts';
import { archivedLines } from './archived-lines.ts';
import { runsIn, type LineLayout, type LineRun } from './line-layout.ts';
import type { Range } from './ranges.ts';
import type { Segment } from './segment.ts';

const LINE_FEED = 10;

/**
 * The lines of a segment as they were read: one block for each stretch of offsets that hold lines,
 * or that hold none, which is then empty and at the stretch's end.
 *
 * @throws DataError `ARTIFACT_CORRUPT`
 */
export const archivedBlocks = async (tables: Tables, segment: Segment): Promise<LineBlock[]> =>
  blocksOfLines(await archivedLines(tables, segment), segment.manifest.content);

/** Cuts the raw lines of a range, each followed by a line feed, into blocks. */
export function blocksOfLines(bytes: Uint8Array, content: Range & LineLayout): LineBlock[] {
  const feeds = feedsOf(content);
  let start = 0;
  return runsIn(content).map((run) => {
    if (!run.held) return emptyBlock(run);
    const block = blockOf(bytes, start, { run, feeds });
    start = endOf(block, start);
    return block;
  });
}

/** The parts of some blocks, each of which follows on the one before, that lie in a range. */
export const blocksIn = (blocks: readonly LineBlock[], range: Range): LineBlock[] =>
  blocks.flatMap((block) =>
    block.starts.length === 0 ? gapIn(block, range) : linesIn(block, range),
  );

/** Line feeds inside lines, by offset. */
function feedsOf({ from, feeds = [] }: Range & LineLayout): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (let at = 0; at < feeds.length; at += 2) map.set(from + feeds[at]!, feeds[at + 1]!);
  return map;
}

const emptyBlock = ({ to, why }: LineRun): LineBlock => ({
  firstOffset: to,
  bytes: new Uint8Array(0),
  starts: new Uint32Array(0),
  ends: new Uint32Array(0),
  before: why,
});

function blockOf(
  bytes: Uint8Array,
  from: number,
  { run, feeds }: { run: LineRun; feeds: ReadonlyMap<number, number> },
): LineBlock {
  const count = run.to - run.from;
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  const inside = new Map<number, number>();
  let start = from;
  for (let line = 0; line < count; line++) {
    const own = feeds.size === 0 ? 0 : (feeds.get(run.from + line) ?? 0);
    let end = bytes.indexOf(LINE_FEED, start);
    for (let feed = 0; feed < own; feed++) end = bytes.indexOf(LINE_FEED, end + 1);
    if (own > 0) inside.set(line, own);
    starts[line] = start;
    ends[line] = end;
    start = end + 1;
  }
  return {
    firstOffset: run.from,
    bytes,
    starts,
    ends,
    ...(inside.size === 0 ? {} : { feeds: inside }),
  };
}

const endOf = ({ ends }: LineBlock, start: number): number =>
  ends.length === 0 ? start : ends.at(-1)! + 1;

/** Offsets without a line up to `firstOffset`. */
const gapIn = (block: LineBlock, { from, to }: Range): LineBlock[] =>
  block.firstOffset <= from ? [] : [{ ...block, firstOffset: Math.min(block.firstOffset, to) }];

function linesIn(block: LineBlock, { from, to }: Range): LineBlock[] {
  const { firstOffset, starts, ends, bytes, before } = block;
  const first = Math.max(0, from - firstOffset);
  const last = Math.min(starts.length, to - firstOffset);
  if (first >= last) return [];
  const feeds = [...(block.feeds ?? [])].flatMap(([line, count]) =>
    line >= first && line < last ? [[line - first, count] as const] : [],
  );
  return [
    {
      firstOffset: firstOffset + first,
      bytes,
      starts: starts.subarray(first, last),
      ends: ends.subarray(first, last),
      ...(before === undefined || first > 0 ? {} : { before }),
      ...(feeds.length === 0 ? {} : { feeds: new Map(feeds) }),
    },
  ];
}
