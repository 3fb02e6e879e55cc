import { resolve } from 'node:path';
import type { EventSource, LineBlock, ReadOptions } from '../events/index.ts';
import { cutBlocks } from './file-source-blocks.ts';
import { inspectFile, readFileBytes } from './file-source-bytes.ts';
import { followFileBytes } from './file-source-follow.ts';

/**
 * A text file as a source with one partition, 0: plain, gzip or zstd, told by its first bytes;
 * finished, or growing when it is followed (plain only). Offsets are line numbers from 0. Named
 * `file:` and the absolute path.
 */
export function fileSource(path: string): EventSource {
  const absolute = resolve(path);
  return {
    name: `file:${absolute}`,
    partitions: async () => {
      await inspectFile(absolute);
      return [0];
    },
    read: (_partition, fromOffset, { follow, stop }) =>
      untilStopped(
        cutBlocks(follow ? followFileBytes(absolute, stop) : readFileBytes(absolute), {
          fromOffset,
          skipLines: 0,
          lastLineCounts: !follow,
        }),
        stop,
      ),
  };
}

/** Ends a reading that nobody waits for any more. */
export async function* untilStopped(
  blocks: AsyncIterable<LineBlock>,
  stop: ReadOptions['stop'],
): AsyncGenerator<LineBlock> {
  for await (const block of blocks) {
    yield block;
    if (stop.aborted) return;
  }
}
