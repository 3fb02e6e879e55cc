import type { LineBlock } from '../events/index.ts';

const LINE_FEED = 10;

/** Gathers lines with rising offsets into blocks that share one buffer. */
export interface LineCollector {
  /** Makes room for so many more lines with so many bytes, a byte over for each line included. */
  reserve(count: number, sizeBytes: number): void;
  /** Takes `bytes[start .. end)` as the line at an offset. */
  add(offset: number, bytes: Uint8Array, span: { start: number; end: number }): void;
  /** The blocks, the last of which ends before `next`. */
  blocks(next: number): LineBlock[];
}

interface Run {
  readonly firstOffset: number;
  readonly firstLine: number;
  feeds: Map<number, number> | null;
}

/** @param from first offset wanted; @param sizeBytes room to begin with */
export function lineCollector(from: number, sizeBytes: number): LineCollector {
  let buffer = Buffer.allocUnsafeSlow(sizeBytes);
  let starts = new Uint32Array(1024);
  let ends = new Uint32Array(1024);
  let length = 0;
  let count = 0;
  let next = from;
  const runs: Run[] = [];
  return {
    reserve: (more, bytes) => {
      if (length + bytes > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, length + bytes));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      if (count + more > starts.length) {
        const size = Math.max(starts.length * 2, count + more);
        [starts, ends] = [grown(starts, size), grown(ends, size)];
      }
    },
    add: (offset, bytes, { start, end }) => {
      let run = runs.at(-1);
      if (run === undefined || offset !== next)
        runs.push((run = { firstOffset: offset, firstLine: count, feeds: null }));
      next = offset + 1;
      starts[count] = length;
      let feeds = 0;
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!;
        buffer[length++] = byte;
        if (byte === LINE_FEED) feeds++;
      }
      ends[count] = length;
      buffer[length++] = LINE_FEED;
      if (feeds > 0) (run.feeds ??= new Map()).set(count - run.firstLine, feeds);
      count++;
    },
    blocks: (end) => {
      let at = from;
      const blocks = runs.map((run, index): LineBlock => {
        const last = runs[index + 1]?.firstLine ?? count;
        const block = {
          firstOffset: run.firstOffset,
          bytes: buffer,
          starts: starts.subarray(run.firstLine, last),
          ends: ends.subarray(run.firstLine, last),
          ...(run.firstOffset > at ? { before: 'no-records' as const } : {}),
          ...(run.feeds === null ? {} : { feeds: run.feeds }),
        };
        at = run.firstOffset + last - run.firstLine;
        return block;
      });
      return end > at ? [...blocks, noLines(end, 'no-records')] : blocks;
    },
  };
}

/** A block without lines, which says what the offsets before it are. */
export const noLines = (firstOffset: number, before?: LineBlock['before']): LineBlock => ({
  firstOffset,
  bytes: new Uint8Array(0),
  starts: new Uint32Array(0),
  ends: new Uint32Array(0),
  ...(before === undefined ? {} : { before }),
});

function grown(array: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(array);
  return larger;
}
