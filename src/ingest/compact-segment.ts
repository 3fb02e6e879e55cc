import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { sqlString, type ArtifactStore, type Tables } from '../store/index.ts';
import { archivedBlocks } from './archived-blocks.ts';
import { archivedLines } from './archived-lines.ts';
import { visitEncodedEvents } from './encoded-events.ts';
import { mergedLines, restLines } from './rest-lines.ts';
import type { Segment } from './segment.ts';
import { COMPACT_FILES, eventsPath, isCompact, SEGMENT_FILES } from './segment-files.ts';

const compress = promisify(zstdCompress);
const LEVEL = 12;
/** Beyond this share of lines that the events do not give back, compaction is not worth it. */
const MOST_REST_RATE = 0.25;

/**
 * Packs a closed segment tighter without changing what it says: the id stays. The raw archive is
 * replaced by those lines only that the events do not give back, which is checked byte by byte
 * before anything is dropped.
 *
 * @returns the segment as it lies now; the same one where there is nothing to gain
 * @throws UnavailableError `DISK_FULL`; DataError `ARTIFACT_CORRUPT`; the segment stays as it was
 */
export async function compactSegment(
  { artifacts, tables }: { readonly artifacts: ArtifactStore; readonly tables: Tables },
  segment: Segment,
): Promise<Segment> {
  const { content } = segment.manifest;
  if (!content.closed || isCompact(segment)) return segment;
  await artifacts.requireIntact(segment);
  const blocks = await archivedBlocks(tables, segment);
  const rest = restLines(blocks, content.from);
  await visitEncodedEvents(tables, eventsPath(segment), rest.take);
  const { bytes, lineCount } = rest.finish();
  if (lineCount > MOST_REST_RATE * content.ledger.read) return segment;
  return artifacts.repack(segment, {
    write: async (folder) => {
      const events = join(folder, COMPACT_FILES.events);
      await packEvents(tables, eventsPath(segment), events);
      const merged = mergedLines(bytes, content.from);
      await visitEncodedEvents(tables, events, merged.take);
      if (!merged.finish().equals(await archivedLines(tables, segment)))
        throw new TypeError(`compacting segment ${segment.id} would change its lines`);
      const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };
      await writeFile(join(folder, COMPACT_FILES.rest), await compress(bytes, { params }));
    },
    drop: [SEGMENT_FILES.events, SEGMENT_FILES.lines],
  });
}

const packEvents = (tables: Tables, from: string, to: string): Promise<void> =>
  tables.run(
    `COPY (SELECT * FROM read_parquet(${sqlString(from)})) TO ${sqlString(to)}
     (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL ${LEVEL}, PARQUET_VERSION v2, ROW_GROUP_SIZE 262144)`,
  );
