import { sha256 } from '../store/index.ts';
import type { Range } from './ranges.ts';
import { hashOfDigests } from './segment-content.ts';

const LINE_FEED = 10;

/**
 * The hash over the raw lines of a range, as its segment has it: over the digests of its leaves.
 *
 * @param bytes the lines from `from` on, each followed by a line feed; `null` is returned when they
 *   are not exactly as many as the range holds
 */
export function linesHashOf(
  bytes: Uint8Array,
  { from, to, leafLines }: Range & { readonly leafLines: number },
): string | null {
  const digests: string[] = [];
  let position = from;
  let leafStart = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, end + 1)) {
    position++;
    if (position % leafLines !== 0 && position !== to) continue;
    digests.push(sha256(bytes.subarray(leafStart, end + 1)));
    leafStart = end + 1;
  }
  return position === to && leafStart === bytes.length ? hashOfDigests(digests) : null;
}
