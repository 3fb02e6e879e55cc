import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Json } from '../domain/canonical-json.ts';
import type { LineDecoder } from '../events/index.ts';
import {
  diskFullOr,
  type ArtifactStore,
  type ColumnBatch,
  type ColumnType,
  type Tables,
} from '../store/index.ts';
import { EVENT_COLUMNS, eventBatch } from './event-batch.ts';
import type { Leaf } from './leaf.ts';
import { PENDING_COLUMNS, pendingBatch } from './pending-batch.ts';
import { QUARANTINE_COLUMNS, quarantineBatch } from './quarantine-batch.ts';
import { REPAIR_COLUMNS, repairBatch } from './repair-batch.ts';
import type { Segment, SegmentContent } from './segment.ts';
import { SEGMENT_FILES } from './segment-files.ts';

/**
 * Writes the leaves of a range as a segment and commits it.
 *
 * @throws UnavailableError `DISK_FULL`; nothing is left behind then
 */
export async function writeSegment(
  {
    artifacts,
    tables,
    decoder,
  }: { artifacts: ArtifactStore; tables: Tables; decoder: LineDecoder },
  { content, leaves }: { content: SegmentContent; leaves: readonly Leaf[] },
  info: Record<string, Json>,
): Promise<Segment> {
  const draft = await artifacts.draft('segment');
  const path = (file: keyof typeof SEGMENT_FILES): string =>
    join(draft.folder, SEGMENT_FILES[file]);
  try {
    const written = await Promise.allSettled([
      writeLines(path('lines'), leaves),
      writeTables(tables, [
        [path('events'), EVENT_COLUMNS, mapped(leaves, (leaf) => eventBatch(leaf, decoder))],
        [path('quarantine'), QUARANTINE_COLUMNS, mapped(leaves, quarantineBatch)],
        [path('repairs'), REPAIR_COLUMNS, mapped(leaves, repairBatch)],
        [path('pending'), PENDING_COLUMNS, mapped(leaves, pendingBatch)],
      ]),
    ]);
    for (const result of written) if (result.status === 'rejected') throw result.reason;
    return await draft.commit(content, info);
  } catch (thrown) {
    await draft.discard();
    throw diskFullOr(draft.folder, thrown);
  }
}

/** Batches made one after the other, so that only one is in memory. */
function* mapped(
  leaves: readonly Leaf[],
  batchOf: (leaf: Leaf) => ColumnBatch,
): Generator<ColumnBatch> {
  for (const leaf of leaves) yield batchOf(leaf);
}

/** A Parquet file to write: path, columns, rows. */
export type TableToWrite = readonly [
  path: string,
  columns: Record<string, ColumnType>,
  batches: Iterable<ColumnBatch>,
];

/** Writes Parquet files one after the other. */
export async function writeTables(tables: Tables, all: readonly TableToWrite[]): Promise<void> {
  for (const [path, columns, batches] of all) {
    const writer = await tables.writeParquet(path, columns);
    try {
      for (const batch of batches) await writer.append(batch);
      await writer.close();
    } catch (thrown) {
      await writer.discard();
      throw thrown;
    }
  }
}

const writeLines = (path: string, leaves: readonly Leaf[]): Promise<void> =>
  pipeline(
    Readable.from(leaves.map((leaf) => Buffer.from(leaf.raw.bytes()))),
    createZstdCompress(),
    createWriteStream(path),
  );
