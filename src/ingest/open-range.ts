import type { LineBlock } from '../events/index.ts';
import type { JudgeBlock } from './judge-block.ts';
import { leafAt, type Leaf } from './leaf.ts';
import type { Range } from './ranges.ts';
import { hashOfDigests } from './segment-content.ts';

/** The judged lines of the range that is not full yet, in leaves. */
export interface OpenRange {
  /** First offset it may hold, and the one after the last. */
  readonly from: number;
  readonly end: number;
  /** One after the last line it holds. */
  readonly position: number;
  /**
   * Takes lines of a block, from `first` on, up to `limit` (an offset) or the end of the leaf.
   * @returns index of the first line of the block that it did not take
   */
  take(block: LineBlock, first: number, limit: number): number;
  /** Largest user id that the log has shown to be real up to `position`. */
  readonly userIdBound: number;
  /** The leaves in a range that begins where one of them does. */
  leavesIn(range: Range): Leaf[];
  /** Hash over the raw lines in a range, as a segment of that range has it. */
  linesHash(range: Range): string;
}

/** @param from first offset; @param end aligned to `leafLines` */
export function openRange(
  { from, to: end }: Range,
  { leafLines, judge, boundBefore }: { leafLines: number; judge: JudgeBlock; boundBefore: number },
): OpenRange {
  const leaves: Leaf[] = [];
  const leavesIn = (range: Range): Leaf[] =>
    leaves.filter((leaf) => leaf.from >= range.from && leaf.from < range.to);
  return {
    from,
    end,
    get position() {
      return leaves.at(-1)?.to ?? from;
    },
    get userIdBound() {
      return leaves.at(-1)?.users.after ?? boundBefore;
    },
    take: (block, first, limit) => {
      const offset = block.firstOffset + first;
      const leafEnd = Math.floor(offset / leafLines) * leafLines + leafLines;
      let leaf = leaves.at(-1);
      if (leaf === undefined || offset >= leafEndOf(leaf, leafLines))
        leaves.push((leaf = leafAt(offset, leaf?.users.after ?? boundBefore)));
      const last = Math.min(block.starts.length, Math.min(leafEnd, limit) - block.firstOffset);
      judge(block, { first, last }, leaf);
      if (leaf.to === leafEnd) leaf.seal();
      return last;
    },
    leavesIn,
    linesHash: (range) => hashOfDigests(leavesIn(range).map((leaf) => leaf.facts().linesDigest)),
  };
}

const leafEndOf = (leaf: Leaf, leafLines: number): number =>
  Math.floor(leaf.from / leafLines) * leafLines + leafLines;
