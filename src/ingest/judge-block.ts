import type { Catalogue } from '../catalogue/index.ts';
import type { LineBlock, LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { canonicalRows } from './canonical-row.ts';
import { judgeLines } from './judge-line.ts';
import type { Leaf } from './leaf.ts';
import { lineTexts } from './line-texts.ts';

/** What verdicts depend on besides the line. */
export interface Judgement {
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  readonly window: DuplicateWindow;
}

/** Judges the lines `first` (included) to `last` (excluded) of a block into a leaf. */
export type JudgeBlock = (
  block: LineBlock,
  lines: { first: number; last: number },
  leaf: Leaf,
) => void;

/** Makes the function that gives every line of a block its place in the ledger. */
export function judgeBlocks(judgement: Judgement): JudgeBlock {
  const judgeLine = judgeLines({ ...judgement, canonical: canonicalRows() });
  return (block, { first, last }, leaf) => {
    const textAt = lineTexts(block, first, last);
    const { bytes, starts, ends } = block;
    let rawAt = leaf.raw.length;
    leaf.raw.append(block, first, last);
    for (let line = first; line < last; line++) {
      const [start, end] = [starts[line]!, ends[line]!];
      const place = { position: block.firstOffset + line, start: rawAt, end: rawAt + end - start };
      rawAt = place.end + 1;
      judgeLine({ text: textAt(line), place, span: { bytes, start, end } }, leaf);
    }
    leaf.to = block.firstOffset + last;
  };
}
