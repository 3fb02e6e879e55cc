import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { archivedBlocks } from './archived-blocks.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './segment-files.ts';

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
    const { maxTimeMs } = segment.manifest.content;
    if (maxTimeMs === null || maxTimeMs < window.oldestMs) continue;
    const repaired = await repairedLines(tables, segment);
    for (const { firstOffset, bytes, starts, ends } of await archivedBlocks(tables, segment))
      for (let index = 0; index < starts.length; index++) {
        remember(window, decoder, { bytes, start: starts[index]!, end: ends[index]! });
        const line = repaired.get(firstOffset + index);
        if (line !== undefined)
          remember(window, decoder, { bytes: line, start: 0, end: line.length });
      }
  }
}

function remember(
  window: DuplicateWindow,
  decoder: LineDecoder,
  line: { bytes: Uint8Array; start: number; end: number },
): void {
  const slice = Buffer.from(
    line.bytes.buffer,
    line.bytes.byteOffset + line.start,
    line.end - line.start,
  );
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
