import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { archivedLines } from './archived-lines.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './segment-files.ts';

const LINE_FEED = 10;

/**
 * Brings a window to where it stood after some segments of one partition: every line in them that
 * decodes, as it came or repaired, and is not older than the window is remembered again.
 */
export async function restoreWindow(
  window: DuplicateWindow,
  segments: readonly Segment[],
  { tables, decoder }: { tables: Tables; decoder: LineDecoder },
): Promise<void> {
  for (const { manifest } of segments)
    if (manifest.content.maxTimeMs !== null) window.advance(manifest.content.maxTimeMs);
  for (const segment of segments) {
    const { maxTimeMs, from } = segment.manifest.content;
    if (maxTimeMs === null || maxTimeMs < window.oldestMs) continue;
    const repaired = await repairedLines(tables, segment);
    const bytes = await archivedLines(tables, segment);
    let position = from;
    for (let start = 0; start < bytes.length; position++) {
      const end = bytes.indexOf(LINE_FEED, start);
      remember(window, decoder, { bytes, start, end });
      const line = repaired.get(position);
      if (line !== undefined)
        remember(window, decoder, { bytes: line, start: 0, end: line.length });
      start = end + 1;
    }
  }
}

function remember(
  window: DuplicateWindow,
  decoder: LineDecoder,
  line: { bytes: Buffer; start: number; end: number },
): void {
  const slice = line.bytes.subarray(line.start, line.end);
  const decoded = isUtf8(slice) ? decoder.decode(slice.toString('utf8')) : null;
  if (decoded?.ok) window.isRepeat(decoded.event.time.ms, line);
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
