import type { LineBlock } from '../events/index.ts';

/** Bytes of a line that are kept; what follows up to the line feed is dropped. */
export const MAX_LINE_BYTES = 1 << 20;

const LINE_FEED = 10;
const FOUR_FEEDS = 0x0a0a0a0a;
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
 * from time to time. A line longer than `MAX_LINE_BYTES` keeps its beginning only. The chunks are
 * copied behind what was left of the one before, so they may be overwritten afterwards.
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Uint8Array>,
  { fromOffset, skipLines, lastLineCounts }: BlockOptions,
): AsyncGenerator<LineBlock> {
  const work = workspace();
  let nextOffset = -skipLines;
  const take = ({ bytes, starts, ends, count }: Lines): LineBlock => {
    const skipped = Math.min(count, Math.max(0, fromOffset - nextOffset));
    const firstOffset = nextOffset + skipped;
    nextOffset += count;
    return {
      firstOffset,
      bytes,
      starts: starts.subarray(skipped, count),
      ends: ends.subarray(skipped, count),
    };
  };
  for await (const chunk of chunks) {
    const block = take(work.add(chunk));
    if (block.starts.length > 0 || chunk.length === 0) yield block;
  }
  const last = lastLineCounts ? work.last() : null;
  if (last === null) return;
  const block = take(last);
  if (block.starts.length > 0) yield block;
}

interface Lines {
  readonly bytes: Uint8Array;
  /** The first `count` are valid, until more is added. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** Bytes in which lines are looked for, used again and again. */
interface Workspace {
  /** Adds a chunk. @returns the lines that it finishes */
  add(chunk: Uint8Array): Lines;
  /** What is left as a line of its own, `null` where nothing is. */
  last(): Lines | null;
}

function workspace(): Workspace {
  let bytes = new Uint8Array(0);
  let words = new Int32Array(0);
  let starts = new Uint32Array(0);
  let ends = new Uint32Array(0);
  /** Bytes of the unfinished line, which lie at the beginning. */
  let carried = 0;
  /** Where the unfinished line begins in what was handed out. */
  let carryStart = 0;
  const place = (chunk: Uint8Array): number => {
    const length = carried + chunk.length;
    const carry = bytes.subarray(carryStart, carryStart + carried);
    if (length <= bytes.length) bytes.set(carry);
    else {
      bytes = new Uint8Array((length + 8) & ~3);
      words = new Int32Array(bytes.buffer);
      bytes.set(carry);
      starts = new Uint32Array(1024 + (bytes.length >> 4));
      ends = new Uint32Array(starts.length);
    }
    bytes.set(chunk, carried);
    return length;
  };
  return {
    add: (chunk) => {
      const length = place(chunk);
      let count = 0;
      let start = 0;
      for (let at = nextFeed({ bytes, words }, carried, length); at < length;) {
        if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)];
        starts[count] = start;
        ends[count++] = withoutReturn(bytes, start, Math.min(at, start + MAX_LINE_BYTES));
        start = at + 1;
        at = nextFeed({ bytes, words }, start, length);
      }
      carryStart = start;
      carried = Math.min(length - start, MAX_LINE_BYTES);
      return { bytes: bytes.subarray(0, length), starts, ends, count };
    },
    last: () => {
      if (carried === 0) return null;
      const line = bytes.subarray(carryStart, carryStart + carried);
      const end = withoutReturn(line, 0, carried);
      return { bytes: line, starts: Uint32Array.of(0), ends: Uint32Array.of(end), count: 1 };
    },
  };
}

/**
 * Index of the first line feed in `from .. end`, `end` where there is none. Looks at four bytes at
 * once: `x - 0x01010101 & ~x & 0x80808080` is not 0 exactly where a byte of `x` is 0.
 */
function nextFeed(
  { bytes, words }: { readonly bytes: Uint8Array; readonly words: Int32Array },
  from: number,
  end: number,
): number {
  let at = from;
  for (; (at & 3) !== 0 && at < end; at++) if (bytes[at] === LINE_FEED) return at;
  let word = at >> 2;
  for (const last = end >> 2; word < last; word++) {
    const x = words[word]! ^ FOUR_FEEDS;
    if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
  }
  for (at = Math.max(at, word << 2); at < end; at++) if (bytes[at] === LINE_FEED) return at;
  return end;
}

const withoutReturn = (bytes: Uint8Array, start: number, end: number): number =>
  end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
