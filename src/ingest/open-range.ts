import type { LineBlock, OffsetGap } from '../events/index.ts';
import type { JudgeBlock } from './judge-block.ts';
import { leafAt, type Leaf, type LeafStart } from './leaf.ts';
import { layoutNotes, type LineLayout } from './line-layout.ts';
import type { Range } from './ranges.ts';
import { hashOfDigests } from './segment-content.ts';

/** The judged lines of the range that is not full yet, in leaves. */
export interface OpenRange {
  /** First offset it may hold, and the one after the last. */
  readonly from: number;
  readonly end: number;
  /** One after the last offset that it knows of. */
  readonly position: number;
  /**
   * Takes lines of a block, from `first` on, up to `limit` (an offset) or the end of the leaf.
   * @returns index of the first line of the block that it did not take
   */
  take(block: LineBlock, first: number, limit: number): number;
  /** Goes on to an offset, up to the end, over offsets without a line. */
  skip(to: number, why: OffsetGap): void;
  /** What the lines up to `position` have shown. */
  readonly shown: LeafStart;
  /** The leaves in a range that begins where one of them may. */
  leavesIn(range: Range): Leaf[];
  /** How the lines of a range lie. */
  layoutIn(range: Range): LineLayout;
  /** Hash over the raw lines in a range, as a segment of that range has it. */
  linesHash(range: Range): string;
  /** Says that a full range is written and that nobody will read it any more. */
  release(): void;
}

/** @param from first offset; @param end aligned to `leafLines` */
export function openRange(
  { from, to: end }: Range,
  { leafLines, judge, start }: { leafLines: number; judge: JudgeBlock; start: LeafStart },
): OpenRange {
  const leaves: Leaf[] = [];
  const notes = layoutNotes();
  let position = from;
  let unsealed: Leaf | null = null;
  const leafEndAt = (offset: number): number =>
    Math.floor(offset / leafLines) * leafLines + leafLines;
  const moveTo = (offset: number): void => {
    position = offset;
    if (unsealed === null || offset < leafEndAt(unsealed.from)) return;
    unsealed.seal();
    unsealed = null;
  };
  const shown = (): LeafStart => {
    const last = leaves.at(-1);
    return last === undefined
      ? start
      : { userIdBound: last.users.after, watermarkMs: last.times.watermarkMs };
  };
  const leavesIn = (range: Range): Leaf[] =>
    leaves.filter((leaf) => leaf.from >= range.from && leaf.from < range.to);
  return {
    from,
    end,
    get position() {
      return position;
    },
    get shown() {
      return shown();
    },
    take: (block, first, limit) => {
      const offset = block.firstOffset + first;
      if (unsealed === null) leaves.push((unsealed = leafAt(offset, shown())));
      const upTo = Math.min(leafEndAt(offset), limit) - block.firstOffset;
      const last = Math.min(block.starts.length, upTo);
      judge(block, { first, last }, unsealed);
      notes.lines(block, first, last);
      moveTo(block.firstOffset + last);
      return last;
    },
    skip: (to, why) => {
      notes.gap({ from: position, to }, why);
      moveTo(to);
    },
    leavesIn,
    layoutIn: (range) => notes.layoutIn(range),
    release: () => {
      for (const leaf of leaves) leaf.release();
    },
    linesHash: (range) => hashOfDigests(leavesIn(range).map((leaf) => leaf.facts().linesDigest)),
  };
}
