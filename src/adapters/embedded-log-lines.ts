import type { LineBlock } from '../events/index.ts';

const LINE_FEED = 10;

/**
 * Cuts bytes, in which every line ends with a line feed, into a block.
 *
 * @param place nextOffset: one after the last of these lines; fromOffset: first line to hand out
 */
export function cutLines(
  bytes: Buffer,
  { nextOffset, fromOffset }: { readonly nextOffset: number; readonly fromOffset: number },
): LineBlock {
  const ends: number[] = [];
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1))
    ends.push(at);
  const firstOffset = nextOffset - ends.length;
  const skipped = Math.min(ends.length, Math.max(0, fromOffset - firstOffset));
  const starts = ends.map((_end, line) => (line === 0 ? 0 : ends[line - 1]! + 1));
  return {
    firstOffset: firstOffset + skipped,
    bytes,
    starts: Uint32Array.from(starts.slice(skipped)),
    ends: Uint32Array.from(ends.slice(skipped)),
  };
}
