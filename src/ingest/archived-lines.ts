import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import { errorOf, messageOf } from '../domain/errors.ts';
import type { Tables } from '../store/index.ts';
import { visitEncodedEvents } from './encoded-events.ts';
import { mergedLines } from './rest-lines.ts';
import type { Segment } from './segment.ts';
import { COMPACT_FILES, eventsPath, isCompact, SEGMENT_FILES } from './segment-files.ts';

/**
 * The raw lines of a segment, each followed by a line feed, as one buffer. Of a compacted segment
 * they are put together from its events and the rest.
 *
 * @throws DataError `ARTIFACT_CORRUPT`
 */
export async function archivedLines(tables: Tables, segment: Segment): Promise<Buffer> {
  if (!isCompact(segment)) return unpacked(segment, SEGMENT_FILES.lines);
  const merged = mergedLines(
    await unpacked(segment, COMPACT_FILES.rest),
    segment.manifest.content.from,
  );
  await visitEncodedEvents(tables, eventsPath(segment), merged.take);
  return merged.finish();
}

async function unpacked({ id, folder }: Segment, file: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    const packed = createReadStream(join(folder, file));
    const plain = createZstdDecompress({ chunkSize: 1 << 20 });
    packed.on('error', (error) => plain.destroy(error));
    for await (const piece of packed.pipe(plain) as AsyncIterable<Buffer>) pieces.push(piece);
  } catch (thrown) {
    const expected = `whole ${file}`;
    throw errorOf(
      'ARTIFACT_CORRUPT',
      { kind: 'segment', id, found: messageOf(thrown), expected },
      thrown,
    );
  }
  return Buffer.concat(pieces);
}
