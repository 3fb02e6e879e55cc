import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
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

const LEAVES_A_PIECE = 5;

/** What a segment is made of. */
export interface SegmentParts {
  readonly content: SegmentContent;
  readonly leaves: readonly Leaf[];
  /** Whether the leaves can be released as soon as they have been read. */
  readonly releases: boolean;
}

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
  { content, leaves, releases }: SegmentParts,
  info: Record<string, Json>,
): Promise<Segment> {
  const draft = await artifacts.draft('segment');
  try {
    const lines = writeLines(join(draft.folder, SEGMENT_FILES.lines), leaves);
    const verdicts = stageVerdicts(draft.folder, leaves, { tables, decoder });
    const read = releaseAfter([lines, verdicts], releases ? leaves : []);
    const written = verdicts.then((staged) => staged.finish());
    for (const result of await Promise.allSettled([lines, read, written]))
      if (result.status === 'rejected') throw result.reason;
    return await draft.commit(content, info);
  } catch (thrown) {
    await draft.discard();
    throw diskFullOr(draft.folder, thrown);
  }
}

async function releaseAfter(
  reading: readonly Promise<unknown>[],
  leaves: readonly Leaf[],
): Promise<void> {
  await Promise.all(reading);
  for (const leaf of leaves) leaf.release();
}

/** Writes where the lines of some leaves went: events, repairs, quarantine and waiting lines. */
export async function writeVerdicts(
  folder: string,
  leaves: readonly Leaf[],
  ports: { readonly tables: Tables; readonly decoder: LineDecoder },
): Promise<void> {
  const staged = await stageVerdicts(folder, leaves, ports);
  await staged.finish();
}

/** Rows that the table engine has; nobody else is needed to write them. */
interface StagedTables {
  /** Writes the files, or none of them. */
  finish(): Promise<void>;
}

function stageVerdicts(
  folder: string,
  leaves: readonly Leaf[],
  { tables, decoder }: { readonly tables: Tables; readonly decoder: LineDecoder },
): Promise<StagedTables> {
  const path = (file: keyof typeof SEGMENT_FILES): string => join(folder, SEGMENT_FILES[file]);
  return stageTables(tables, [
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

async function stageTables(tables: Tables, all: readonly TableToWrite[]): Promise<StagedTables> {
  const writers: ParquetWriter[] = [];
  const orDiscard = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      for (const writer of writers) await writer.discard();
      throw thrown;
    }
  };
  await orDiscard(async () => {
    for (const { path, columns, staging, append } of all) {
      const writer = await tables.writeParquet(path, columns, staging);
      writers.push(writer);
      await append(writer);
    }
  });
  return {
    finish: () =>
      orDiscard(async () => {
        for (const writer of writers) await writer.close();
      }),
  };
}

/** Brings batches that are made one after the other, so that only one is in memory. */
const eachLeaf =
  (leaves: readonly Leaf[], batchOf: (leaf: Leaf) => ColumnBatch): TableToWrite['append'] =>
  async (writer) => {
    for (const leaf of leaves) await writer.append(batchOf(leaf));
  };

/**
 * Compresses the raw lines in large pieces: between two pieces the compressor waits for the event
 * loop, which is busy judging the next range.
 */
async function writeLines(path: string, leaves: readonly Leaf[]): Promise<void> {
  const compressor = createZstdCompress({ chunkSize: 1 << 20 });
  const written = pipeline(compressor, createWriteStream(path));
  const compressed = compressAll(compressor, leaves);
  // When writing fails so does compressing, but only the former knows why; and the other way round
  // writing must hear that nothing will come any more.
  compressed.catch((thrown: Error) => void compressor.destroy(thrown));
  await written;
  await compressed;
}

async function compressAll(compressor: Writable, leaves: readonly Leaf[]): Promise<void> {
  for (const piece of largePieces(leaves))
    await new Promise<void>((resolve, reject) => {
      compressor.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  compressor.end();
}

/** Leaves together. All pieces lie in the same memory: each is gone when the next is asked for. */
function* largePieces(leaves: readonly Leaf[]): Generator<Uint8Array> {
  let memory = new Uint8Array(0);
  for (let first = 0; first < leaves.length; first += LEAVES_A_PIECE) {
    const parts = leaves.slice(first, first + LEAVES_A_PIECE).map((leaf) => leaf.raw.bytes());
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (memory.length < length) memory = new Uint8Array(length + (length >> 4));
    let at = 0;
    for (const part of parts) {
      memory.set(part, at);
      at += part.length;
    }
    yield memory.subarray(0, length);
  }
}
