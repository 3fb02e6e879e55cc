import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import { WordDictionary, type LineDecoder, type LineSpan } from '../events/index.ts';
import { duplicateWindow, type DuplicateWindow } from '../quality/index.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { archivedBlocks } from './archived-blocks.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './segment-files.ts';

/** Words that a dictionary may number before it is begun anew. */
const MAX_WORDS = 200_000;

/**
 * Brings a window to where it stood after some segments of one partition: every line in them that
 * decodes, as it came or repaired, and is not older than the window is remembered again. Segments
 * that are wholly older are not read. A day of 43 million lines is 3.4 GB to unpack and scan.
 */
export async function restoreWindow(
  window: DuplicateWindow,
  segments: readonly Segment[],
  { tables, decoder }: { tables: Tables; decoder: LineDecoder },
): Promise<void> {
  const times = segments.map(({ manifest }) => manifest.content.maxTimeMs ?? -Infinity);
  const oldestMs = oldestWhen(times);
  const remember = rememberer(window, decoder);
  for (const segment of segments) {
    const { maxTimeMs } = segment.manifest.content;
    if (maxTimeMs === null || maxTimeMs < oldestMs) continue;
    const repaired = await repairedLines(tables, segment);
    for (const { firstOffset, bytes, starts, ends } of await archivedBlocks(tables, segment)) {
      const span = { bytes, start: 0, end: 0 };
      for (let index = 0; index < starts.length; index++) {
        span.start = starts[index]!;
        span.end = ends[index]!;
        remember(span);
        const line = repaired.size === 0 ? undefined : repaired.get(firstOffset + index);
        if (line !== undefined) remember({ bytes: line, start: 0, end: line.length });
      }
    }
  }
  // The lines themselves have moved it on, in their order; it stands where the latest one is.
  for (const timeMs of times) window.advance(timeMs);
}

/** How far back a window reaches after events at some times. */
function oldestWhen(timesMs: readonly number[]): number {
  const window = duplicateWindow();
  for (const timeMs of timesMs) window.advance(timeMs);
  return window.oldestMs;
}

/** Remembers a line if it decodes: a plain one is read by the scanner, as when it was judged. */
function rememberer(window: DuplicateWindow, decoder: LineDecoder): (line: LineSpan) => void {
  const scanner = decoder.scanner?.() ?? null;
  const item = { bytes: new Uint8Array(0) as Uint8Array, start: 0, end: 0 };
  let words = new WordDictionary();
  const isPlain = (line: LineSpan): boolean => {
    if (scanner === null || !scanner.scan(line)) return false;
    item.bytes = line.bytes;
    item.start = scanner.itemStart;
    item.end = scanner.itemEnd;
    if (words.size > MAX_WORDS) words = new WordDictionary();
    return words.numberOf(item) >= 0;
  };
  return (line) => {
    if (isPlain(line)) {
      window.isRepeat(scanner!.timeMs, line);
      return;
    }
    const { bytes, start, end } = line;
    const slice = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    const decoded = isUtf8(slice) ? decoder.decode(slice.toString('utf8')) : null;
    if (decoded?.ok) window.isRepeat(decoded.event.time.ms, line);
  };
}

/** What repairs made of the lines of a segment, by position. */
async function repairedLines(tables: Tables, segment: Segment): Promise<Map<number, Buffer>> {
  if (segment.manifest.content.ledger.repaired === 0) return new Map();
  const path = sqlString(join(segment.folder, SEGMENT_FILES.repairs));
  const rows = await tables.rows<{ position: number; repaired: string }>(
    `SELECT position, repaired FROM read_parquet(${path})`,
  );
  return new Map(rows.map(({ position, repaired }) => [position, Buffer.from(repaired)]));
}
