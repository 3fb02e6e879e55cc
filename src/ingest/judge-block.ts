import type { Catalogue } from '../catalogue/index.ts';
import type { LineBlock, LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { canonicalRows } from './canonical-row.ts';
import { judgeLines, judgeRereadLines } from './judge-line.ts';
import { tickJudge } from './judge-tick.ts';
import { leafGrowth } from './leaf-growth.ts';
import type { Leaf } from './leaf.ts';
import { lineText, lineTexts } from './line-texts.ts';
import type { Reread } from './reread.ts';

/** What verdicts depend on besides the line. */
export interface Judgement {
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  readonly window: DuplicateWindow;
  /** Lines that another file has too, as far as is known when a block is judged. */
  readonly reread?: () => Reread | null;
}

/** Judges the lines `first` (included) to `last` (excluded) of a block into a leaf. */
export type JudgeBlock = (
  block: LineBlock,
  lines: { first: number; last: number },
  leaf: Leaf,
) => void;

/**
 * Makes the function that gives every line of a block its place in the ledger. Where the decoder
 * has a scanner, the plain lines, nearly all, go the quick way; the others the readable one.
 */
export function judgeBlocks(judgement: Judgement): JudgeBlock {
  const judgeLine = judgeLines({ ...judgement, canonical: canonicalRows() });
  const scanner = judgement.decoder.scanner?.() ?? null;
  const ticks = scanner === null ? null : tickJudge(scanner, judgement);
  const judgeReread = judgeRereadLines(judgement);
  const growth = leafGrowth();
  return (block, { first, last }, leaf) => {
    const { bytes, starts, ends, firstOffset } = block;
    const textAt = ticks === null ? lineTexts(block, first, last) : lineText(block);
    const reread = judgement.reread?.() ?? NOTHING_REREAD;
    growth.begin(leaf);
    ticks?.begin(leaf, bytes);
    let rawAt = leaf.raw.length;
    leaf.raw.append(block, first, last);
    for (let line = first; line < last; line++) {
      const position = firstOffset + line;
      const start = starts[line]!;
      const end = ends[line]!;
      const rawStart = rawAt;
      rawAt += end - start + 1;
      const isReread = position < reread.to;
      if (!isReread && ticks !== null && ticks.take(position, start, end)) continue;
      const place = { position, start: rawStart, end: rawAt - 1 };
      const toJudge = { text: textAt(line), place, span: { bytes, start, end } };
      if (isReread) judgeReread(toJudge, leaf, reread.source);
      else judgeLine(toJudge, leaf);
    }
    leaf.to = firstOffset + last;
  };
}

const NOTHING_REREAD: Reread = { source: '', to: 0 };
