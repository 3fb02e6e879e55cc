import type { LineBlock } from '../events/index.ts';
import type { ArtifactStore, Tables } from '../store/index.ts';
import { archivedBlocks } from './archived-blocks.ts';
import { liveSegments, type Segment } from './segment.ts';

/** Which lines of a log are those of another, and of which. */
export interface Reread {
  readonly source: string;
  /** One after the last of them; they begin at 0. */
  readonly to: number;
}

/**
 * Finds out how far a file is the same as another one that is in the lake already: a copy, or a log
 * that was given another name. Line n is read again if another file has the same first n + 1
 * lines and line n is its own: of two copies that were read again from each other, nobody would
 * have used the lines.
 */
export interface RereadCheck {
  /** As far as was looked; `null` before the first line that is read again. */
  readonly found: Reread | null;
  /** Looks at the lines of a block, before they are judged. */
  look(block: LineBlock): Promise<void>;
}

/** The log that is read, and what its own segments say. */
export interface RereadQuestion {
  readonly source: string;
  readonly partition: number;
  readonly decoder: string;
  readonly leafLines: number;
  /** Closed segments before the offset at which reading begins, in order. */
  readonly before: readonly Segment[];
}

/**
 * A check of a file that was never read, or of which all lines so far were read again. Others are
 * compared by the hashes of their segments up to the beginning, then line by line.
 */
export async function rereadCheck(
  { artifacts, tables }: { readonly artifacts: ArtifactStore; readonly tables: Tables },
  question: RereadQuestion,
): Promise<RereadCheck> {
  const from = question.before.at(-1)?.manifest.content.to ?? 0;
  const others = othersLike(question, await liveSegments(artifacts));
  let same = others.map((segments) => cursorOver(tables, segments, from));
  let to = from;
  const last = question.before.at(-1)?.manifest.content.rereadOf?.source;
  let found: Reread | null = last === undefined ? null : { source: last, to };
  return {
    get found() {
      return found;
    },
    look: async ({ firstOffset, bytes, starts, ends }) => {
      for (let line = to - firstOffset; line < starts.length && same.length > 0; line++) {
        if (line < 0) return void (same = []);
        const text = bytes.subarray(starts[line], ends[line]);
        const still: LineCursor[] = [];
        for (const cursor of same) if (await cursor.isNext(text)) still.push(cursor);
        const owner = still.find((cursor) => cursor.isOwn());
        same = owner === undefined ? [] : still;
        if (owner !== undefined) found = { source: owner.source, to: ++to };
      }
    },
  };
}

/** The segments of each other file whose beginning is the same, as far as hashes tell. */
function othersLike(question: RereadQuestion, all: readonly Segment[]): Segment[][] {
  const bySource = new Map<string, Segment[]>();
  for (const segment of all) {
    const { content } = segment.manifest;
    const isOther =
      content.source !== question.source &&
      content.source.startsWith(FILE) &&
      content.partition === question.partition &&
      content.decoder === question.decoder &&
      content.leafLines === question.leafLines;
    if (isOther) bySource.set(content.source, [...(bySource.get(content.source) ?? []), segment]);
  }
  return [...bySource.values()].filter(
    (segments) =>
      segments[0]!.manifest.content.from === 0 &&
      question.before.every(({ manifest: { content } }, n) => {
        const theirs = segments[n]?.manifest.content;
        return theirs?.to === content.to && theirs.linesHash === content.linesHash;
      }),
  );
}

/** Names of files begin so; other sources know by themselves whether they were read before. */
export const FILE = 'file:';

/** Goes over the archived lines of a file. */
interface LineCursor {
  readonly source: string;
  /** Whether the next line is this one; goes on to the one after. */
  isNext(line: Uint8Array): Promise<boolean>;
  /** Whether the line just looked at is the file's own, not another's. */
  isOwn(): boolean;
}

function cursorOver(tables: Tables, segments: readonly Segment[], from: number): LineCursor {
  const lines = archivedFrom(tables, segments, from);
  let block: LineBlock | null = null;
  let index = 0;
  let ownFrom = 0;
  return {
    source: segments[0]!.manifest.content.source,
    isNext: async (line) => {
      while (block === null || index >= block.starts.length) {
        const next = await lines.next();
        if (next.done === true) return false;
        block = next.value.block;
        ownFrom = next.value.ownFrom;
        index = Math.max(0, from - block.firstOffset);
      }
      const start = block.starts[index]!;
      const end = block.ends[index++]!;
      return Buffer.compare(line, block.bytes.subarray(start, end)) === 0;
    },
    isOwn: () => block !== null && block.firstOffset + index > ownFrom,
  };
}

async function* archivedFrom(
  tables: Tables,
  segments: readonly Segment[],
  from: number,
): AsyncGenerator<{ readonly block: LineBlock; readonly ownFrom: number }> {
  for (const segment of segments) {
    const { content } = segment.manifest;
    if (content.to <= from) continue;
    const ownFrom = content.from + (content.rereadOf?.lines ?? 0);
    for (const block of await archivedBlocks(tables, segment)) yield { block, ownFrom };
  }
}
