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
  type ParquetWriter,
  type Staging,
  type Tables,
} from '../store/index.ts';
import { eventBatches } from './event-batch.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
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
  try {
    const written = await Promise.allSettled([
      writeLines(join(draft.folder, SEGMENT_FILES.lines), leaves),
      writeVerdicts(draft.folder, leaves, { tables, decoder }),
    ]);
    for (const result of written) if (result.status === 'rejected') throw result.reason;
    return await draft.commit(content, info);
  } catch (thrown) {
    await draft.discard();
    throw diskFullOr(draft.folder, thrown);
  }
}

/** Writes where the lines of some leaves went: events, repairs, quarantine and waiting lines. */
export function writeVerdicts(
  folder: string,
  leaves: readonly Leaf[],
  { tables, decoder }: { readonly tables: Tables; readonly decoder: LineDecoder },
): Promise<void> {
  const path = (file: keyof typeof SEGMENT_FILES): string => join(folder, SEGMENT_FILES[file]);
  return writeTables(tables, [
    { path: path('events'), columns: EVENT_COLUMNS, ...eventBatches(leaves, decoder) },
    {
      path: path('quarantine'),
      columns: QUARANTINE_COLUMNS,
      append: eachLeaf(leaves, quarantineBatch),
    },
    { path: path('repairs'), columns: REPAIR_COLUMNS, append: eachLeaf(leaves, repairBatch) },
    { path: path('pending'), columns: PENDING_COLUMNS, append: eachLeaf(leaves, pendingBatch) },
  ]);
}

/** A Parquet file to write: its columns, and what appends its rows. */
interface TableToWrite {
  readonly path: string;
  readonly columns: Record<string, ColumnType>;
  readonly staging?: Staging;
  append(writer: ParquetWriter): Promise<void>;
}

/** Writes Parquet files one after the other. */
async function writeTables(tables: Tables, all: readonly TableToWrite[]): Promise<void> {
  for (const { path, columns, staging, append } of all) {
    const writer = await tables.writeParquet(path, columns, staging);
    try {
      await append(writer);
      await writer.close();
    } catch (thrown) {
      await writer.discard();
      throw thrown;
    }
  }
}

/** Brings batches that are made one after the other, so that only one is in memory. */
const eachLeaf =
  (leaves: readonly Leaf[], batchOf: (leaf: Leaf) => ColumnBatch): TableToWrite['append'] =>
  async (writer) => {
    for (const leaf of leaves) await writer.append(batchOf(leaf));
  };

const writeLines = (path: string, leaves: readonly Leaf[]): Promise<void> =>
  pipeline(
    Readable.from(leaves.map((leaf) => leaf.raw.bytes())),
    createZstdCompress({ chunkSize: 1 << 18 }),
    createWriteStream(path),
  );
