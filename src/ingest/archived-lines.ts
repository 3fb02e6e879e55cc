import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import { errorOf, messageOf } from '../domain/errors.ts';
import type { Segment } from './segment.ts';
import { SEGMENT_FILES } from './write-segment.ts';

/**
 * The raw lines of a segment, each followed by a line feed, as one buffer.
 *
 * @throws DataError `ARTIFACT_CORRUPT`
 */
export async function archivedLines(segment: Segment): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    const packed = createReadStream(join(segment.folder, SEGMENT_FILES.lines));
    const unpacked = createZstdDecompress({ chunkSize: 1 << 20 });
    packed.on('error', (error) => unpacked.destroy(error));
    for await (const piece of packed.pipe(unpacked) as AsyncIterable<Buffer>) pieces.push(piece);
  } catch (thrown) {
    throw errorOf(
      'ARTIFACT_CORRUPT',
      { kind: 'segment', id: segment.id, found: messageOf(thrown), expected: 'whole lines.zst' },
      thrown,
    );
  }
  return Buffer.concat(pieces);
}
