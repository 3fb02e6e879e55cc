import { cutBlocks } from './file-source-blocks.ts';
import { readFileBytes } from './file-source-bytes.ts';

const LATIN_1 = new TextDecoder('windows-1252');
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** A line of a text file. */
export interface TextLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a text as strings: UTF-8, and where a line is not, Latin-1, which old data sets
 * are written in. A byte order mark at the beginning is dropped.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  const options = { fromOffset: 0, skipLines: 0, lastLineCounts: true };
  for await (const { firstOffset, bytes, starts, ends } of cutBlocks(chunks, options))
    for (let line = 0; line < starts.length; line++)
      yield {
        number: firstOffset + line + 1,
        text: decoded(bytes.subarray(starts[line], ends[line])),
      };
}

/** The lines of a text file, unpacked if it is packed. Throws as `readFileBytes` does. */
export const fileLines = (path: string): AsyncGenerator<TextLine> => textLines(readFileBytes(path));

function decoded(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return LATIN_1.decode(bytes);
  }
}
