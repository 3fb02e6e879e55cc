import type { LineBlock } from '../events/index.ts';

const LINE_FEED = 10;

/** Lines that can be cut down to a range of offsets. */
export interface ArchivedBlock {
  /** The lines at offsets [from, to). */
  slice(from: number, to: number): LineBlock;
}

/**
 * Finds the lines in an archive: each is followed by a line feed and holds none itself.
 *
 * @param firstOffset offset of the first line
 */
export function blockOfLines(bytes: Uint8Array, firstOffset: number): ArchivedBlock {
  const ends: number[] = [];
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1))
    ends.push(at);
  return {
    slice: (from, to) => {
      const kept = ends.slice(from - firstOffset, to - firstOffset);
      const starts = kept.map((_end, k) => {
        const line = from - firstOffset + k;
        return line === 0 ? 0 : ends[line - 1]! + 1;
      });
      return {
        firstOffset: from,
        bytes,
        starts: Uint32Array.from(starts),
        ends: Uint32Array.from(kept),
      };
    },
  };
}
