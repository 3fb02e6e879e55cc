import type { LineBlock } from '../events/index.ts';
import { rawLines } from './raw-lines.ts';
import { hashOfDigests } from './segment-content.ts';

/**
 * The hash over the raw lines of some blocks, as the segment that holds just them has it: over the
 * digests of its leaves.
 *
 * @param leafLines offsets of a leaf, of the segment's content
 */
export function linesHashOf(blocks: readonly LineBlock[], leafLines: number): string {
  const digests: string[] = [];
  const leaf = rawLines();
  let number = -1;
  const close = (): void => {
    if (leaf.length > 0) digests.push(leaf.digest());
    leaf.clear();
  };
  for (const block of blocks)
    for (let line = 0; line < block.starts.length;) {
      const offset = block.firstOffset + line;
      if (Math.floor(offset / leafLines) !== number) close();
      number = Math.floor(offset / leafLines);
      const last = Math.min(block.starts.length, (number + 1) * leafLines - block.firstOffset);
      leaf.append(block, line, last);
      line = last;
    }
  close();
  return hashOfDigests(digests);
}
