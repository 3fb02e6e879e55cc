import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { LineDecoder } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { archivedLines } from './archived-lines.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './write-segment.ts';

const LINE_FEED = 10;

/**
 * Brings a window to where it stood after some segments of one partition: every line in them that
 * was not quarantined and is not older than the window is remembered again.
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
    const unusable = await quarantinedPositions(tables, segment);
    const bytes = await archivedLines(segment);
    let position = from;
    for (let start = 0; start < bytes.length; position++) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (!unusable.has(position)) remember(window, decoder, { bytes, start, end });
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

async function quarantinedPositions(tables: Tables, segment: Segment): Promise<Set<number>> {
  const path = sqlString(join(segment.folder, SEGMENT_FILES.quarantine));
  const rows = await tables.rows<{ position: number }>(
    `SELECT position FROM read_parquet(${path})`,
  );
  return new Set(rows.map((row) => row.position));
}
