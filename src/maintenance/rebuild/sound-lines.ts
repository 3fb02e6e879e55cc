import { errorOf, ShowrunnerError } from '../../domain/errors.ts';
import type { EventSource, LineBlock } from '../../events/index.ts';
import { archivedLines, linesHashOf, type Segment } from '../../ingest/index.ts';
import type { Tables } from '../../store/index.ts';

const LINE_FEED = 10;

/** Where the raw lines of a segment came from. */
export interface SoundLines {
  readonly bytes: Uint8Array;
  readonly from: 'archive' | 'source';
}

/**
 * The raw lines of a segment, from its archive, or where that is damaged from the source they once
 * came from; held against the hash that the segment names.
 *
 * @param source what `--from` names; `null` without it
 * @throws DataError `LINES_LOST` when neither has them
 */
export async function soundLines(
  tables: Tables,
  segment: Segment,
  source: EventSource | null,
): Promise<SoundLines> {
  const archived = await archiveUnlessDamaged(tables, segment);
  if (isSound(segment, archived)) return { bytes: archived, from: 'archive' };
  const { content } = segment.manifest;
  const again = source?.name === content.source ? await readAgain(segment, source) : null;
  if (isSound(segment, again)) return { bytes: again, from: 'source' };
  throw errorOf('LINES_LOST', {
    source: content.source,
    from: content.from,
    to: content.to,
    found:
      again !== null
        ? 'other lines in the source'
        : source === null
          ? 'a damaged archive'
          : `a damaged archive and another source, ${source.name}`,
  });
}

function isSound({ manifest }: Segment, bytes: Uint8Array | null): bytes is Uint8Array {
  return bytes !== null && linesHashOf(bytes, manifest.content) === manifest.content.linesHash;
}

async function archiveUnlessDamaged(tables: Tables, segment: Segment): Promise<Buffer | null> {
  try {
    return await archivedLines(tables, segment);
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError) return null;
    throw thrown;
  }
}

async function readAgain({ manifest }: Segment, source: EventSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const block of blocksWithin(source, manifest.content))
    for (let line = 0; line < block.starts.length; line++)
      pieces.push(
        Buffer.from(block.bytes.subarray(block.starts[line], block.ends[line])),
        Buffer.of(LINE_FEED),
      );
  return Buffer.concat(pieces);
}

/** What a source has of the lines [from, to) of a partition. */
export async function* blocksWithin(
  source: EventSource,
  {
    partition,
    from,
    to,
  }: { readonly partition: number; readonly from: number; readonly to: number },
): AsyncGenerator<LineBlock> {
  const stop = new AbortController();
  for await (const block of source.read(partition, from, { follow: false, stop: stop.signal })) {
    const count = Math.min(block.starts.length, to - block.firstOffset);
    if (count <= 0) break;
    yield {
      ...block,
      starts: block.starts.subarray(0, count),
      ends: block.ends.subarray(0, count),
    };
    if (block.firstOffset + count >= to) break;
  }
  stop.abort();
}
