import type { LineBlock } from '../events/index.ts';

/** Bytes of a line that are kept; what follows up to the line feed is dropped. */
export const MAX_LINE_BYTES = 1 << 20;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export interface BlockOptions {
  /** Offset of the first line to hand out; lines before it are only counted. */
  readonly fromOffset: number;
  /** Lines at the very beginning that are no lines of the log (a header); they have no offset. */
  readonly skipLines: number;
  /** Whether bytes after the last line feed make a line. */
  readonly lastLineCounts: boolean;
}

/**
 * Cuts bytes into lines. An empty chunk gives an empty block, so that a reader who waits hears
 * from time to time. A line longer than `MAX_LINE_BYTES` keeps its beginning only.
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Uint8Array>,
  { fromOffset, skipLines, lastLineCounts }: BlockOptions,
): AsyncGenerator<LineBlock> {
  let carry: Uint8Array = new Uint8Array(0);
  let nextOffset = -skipLines;
  const take = (bytes: Uint8Array, lines: Lines): LineBlock => {
    const skipped = Math.min(lines.count, Math.max(0, fromOffset - nextOffset));
    const firstOffset = nextOffset + skipped;
    nextOffset += lines.count;
    return {
      firstOffset,
      bytes,
      starts: lines.starts.slice(skipped, lines.count),
      ends: lines.ends.slice(skipped, lines.count),
    };
  };
  for await (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const lines = findLines(bytes, carry.length);
    carry = bytes.subarray(lines.rest, lines.rest + MAX_LINE_BYTES);
    const block = take(bytes, lines);
    if (block.starts.length > 0 || chunk.length === 0) yield block;
  }
  if (lastLineCounts && carry.length > 0) {
    const end = withoutReturn(carry, 0, carry.length);
    const block = take(carry, {
      starts: Uint32Array.of(0),
      ends: Uint32Array.of(end),
      count: 1,
      rest: 0,
    });
    if (block.starts.length > 0) yield block;
  }
}

interface Lines {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
  /** Index of the first byte after the last line feed. */
  readonly rest: number;
}

/** Finds the finished lines; `searched` leading bytes are known to hold no line feed. */
function findLines(bytes: Uint8Array, searched: number): Lines {
  let starts = new Uint32Array(1024 + (bytes.length >> 5));
  let ends = new Uint32Array(starts.length);
  let count = 0;
  let start = 0;
  for (let at = searched; at < bytes.length; at++) {
    if (bytes[at] !== LINE_FEED) continue;
    if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)];
    starts[count] = start;
    ends[count++] = withoutReturn(bytes, start, Math.min(at, start + MAX_LINE_BYTES));
    start = at + 1;
  }
  return { starts, ends, count, rest: start };
}

const withoutReturn = (bytes: Uint8Array, start: number, end: number): number =>
  end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
