import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Json } from '../domain/canonical-json.ts';
import {
  diskFullOr,
  type ArtifactStore,
  type ColumnBatch,
  type ColumnType,
  type Tables,
} from '../store/index.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import type { Leaf } from './leaf.ts';
import { QUARANTINE_COLUMNS } from './quarantine-columns.ts';
import type { Segment, SegmentContent } from './segment.ts';

/** Names of a segment's files. */
export const SEGMENT_FILES = {
  events: 'events.parquet',
  quarantine: 'quarantine.parquet',
  lines: 'lines.zst',
} as const;

/**
 * Writes the leaves of a range as a segment and commits it.
 *
 * @throws UnavailableError `DISK_FULL`; nothing is left behind then
 */
export async function writeSegment(
  { artifacts, tables }: { artifacts: ArtifactStore; tables: Tables },
  { content, leaves }: { content: SegmentContent; leaves: readonly Leaf[] },
  info: Record<string, Json>,
): Promise<Segment> {
  const draft = await artifacts.draft('segment');
  const path = (file: keyof typeof SEGMENT_FILES): string =>
    join(draft.folder, SEGMENT_FILES[file]);
  try {
    const written = await Promise.allSettled([
      writeLines(path('lines'), leaves),
      writeTables(tables, { events: path('events'), quarantine: path('quarantine') }, leaves),
    ]);
    for (const result of written) if (result.status === 'rejected') throw result.reason;
    return await draft.commit(content, info);
  } catch (thrown) {
    await draft.discard();
    throw diskFullOr(draft.folder, thrown);
  }
}

async function writeTables(
  tables: Tables,
  paths: { events: string; quarantine: string },
  leaves: readonly Leaf[],
): Promise<void> {
  const events = leaves.map((leaf) => leaf.events.batch());
  const quarantine = leaves.map((leaf) => leaf.quarantine.batch());
  await writeTable(tables, paths.events, { columns: EVENT_COLUMNS, batches: events });
  await writeTable(tables, paths.quarantine, { columns: QUARANTINE_COLUMNS, batches: quarantine });
}

async function writeTable(
  tables: Tables,
  path: string,
  { columns, batches }: { columns: Record<string, ColumnType>; batches: readonly ColumnBatch[] },
): Promise<void> {
  const writer = await tables.writeParquet(path, columns);
  try {
    for (const batch of batches) await writer.append(batch);
    await writer.close();
  } catch (thrown) {
    await writer.discard();
    throw thrown;
  }
}

const writeLines = (path: string, leaves: readonly Leaf[]): Promise<void> =>
  pipeline(
    Readable.from(leaves.map((leaf) => Buffer.from(leaf.raw.bytes()))),
    createZstdCompress(),
    createWriteStream(path),
  );
