import { errorOf, ShowrunnerError } from '../../domain/errors.ts';
import type { EventSource, LineBlock } from '../../events/index.ts';
import { archivedBlocks, blocksIn, linesHashOf, type Segment } from '../../ingest/index.ts';
import type { Tables } from '../../store/index.ts';

/** Where the lines of a segment came from. */
export interface SoundLines {
  readonly blocks: readonly LineBlock[];
  readonly from: 'archive' | 'source';
}

/**
 * The lines of a segment, from its archive, or where that is damaged from the source they once
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
  const { content } = segment.manifest;
  const archived = await archiveUnlessDamaged(tables, segment);
  if (isSound(segment, archived)) return { blocks: archived, from: 'archive' };
  const again = source?.name === content.source ? await readAgain(segment, source) : null;
  if (isSound(segment, again)) return { blocks: again, from: 'source' };
  throw errorOf('LINES_LOST', {
    source: content.source,
    from: content.from,
    to: content.to,
    found: foundWords(source, again !== null),
  });
}

function foundWords(source: EventSource | null, wasRead: boolean): string {
  if (wasRead) return 'other lines in the source';
  return source === null
    ? 'a damaged archive'
    : `a damaged archive and another source, ${source.name}`;
}

function isSound(
  { manifest: { content } }: Segment,
  blocks: readonly LineBlock[] | null,
): blocks is readonly LineBlock[] {
  return blocks !== null && linesHashOf(blocks, content.leafLines) === content.linesHash;
}

async function archiveUnlessDamaged(tables: Tables, segment: Segment): Promise<LineBlock[] | null> {
  try {
    return await archivedBlocks(tables, segment);
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError) return null;
    throw thrown;
  }
}

/** The blocks are copied, for a source may use their memory again. */
async function readAgain({ manifest }: Segment, source: EventSource): Promise<LineBlock[]> {
  const blocks: LineBlock[] = [];
  for await (const block of blocksWithin(source, manifest.content))
    blocks.push({
      ...block,
      bytes: block.bytes.slice(),
      starts: block.starts.slice(),
      ends: block.ends.slice(),
    });
  return blocks;
}

/** What a source has of the lines [from, to) of a partition. */
export async function* blocksWithin(
  source: EventSource,
  range: { readonly partition: number; readonly from: number; readonly to: number },
): AsyncGenerator<LineBlock> {
  const stop = new AbortController();
  const options = { follow: false, stop: stop.signal };
  for await (const block of source.read(range.partition, range.from, options)) {
    yield* blocksIn([block], range);
    if (block.firstOffset + block.starts.length >= range.to) break;
  }
  stop.abort();
}
