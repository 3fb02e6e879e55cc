import { errorOf } from '../domain/errors.ts';
import type { LineBlock } from '../events/index.ts';
import type { Tables } from '../store/index.ts';
import { archivedLines } from './archived-lines.ts';
import type { OpenRange } from './open-range.ts';
import { rawLines } from './raw-lines.ts';
import type { Segment } from './segment.ts';
import { hashOfDigests } from './segment-content.ts';

/** The error for a source that does not hold what was read from it before. */
export const replacedError = (source: string, found: string, expected: string): Error =>
  errorOf('FILE_REPLACED', { path: source, found, expected });

/**
 * Compares the lines before the open range, block by block, with the closed segment that was read
 * last.
 */
export interface ClosedCheck {
  /** Takes lines from `first` on. @returns index of the first line that lies behind the segment
   *  @throws DataError `FILE_REPLACED` at the segment's end */
  take(block: LineBlock, first: number): number;
}

/** A check of one closed segment, from its first line on. */
export function closedCheck({ manifest }: Segment): ClosedCheck {
  const { source, from, to, leafLines, linesHash } = manifest.content;
  const digests: string[] = [];
  const leaf = rawLines();
  return {
    take: (block, first) => {
      let line = first;
      while (line < block.starts.length && block.firstOffset + line < to) {
        const offset = block.firstOffset + line;
        const leafEnd = Math.min(Math.floor(offset / leafLines) * leafLines + leafLines, to);
        const last = Math.min(block.starts.length, leafEnd - block.firstOffset);
        leaf.append(block, line, last);
        line = last;
        if (block.firstOffset + last < leafEnd) continue;
        digests.push(leaf.digest());
        leaf.clear();
        if (leafEnd === to && hashOfDigests(digests) !== linesHash)
          throw replacedError(
            source,
            `other lines at ${from} to ${to}`,
            'those that were read before',
          );
      }
      return line;
    },
  };
}

/**
 * Compares the lines just judged again with the segment that an earlier run made of them. The
 * very last line of all may have been unfinished then and have grown since.
 *
 * @param open holds the lines up to the segment's end
 * @param isLast whether nothing was read behind the segment
 * @throws DataError `FILE_REPLACED`
 */
export async function requireSameLines(
  open: OpenRange,
  segment: Segment,
  { tables, isLast }: { readonly tables: Tables; readonly isLast: boolean },
): Promise<void> {
  const { source, from, to, linesHash } = segment.manifest.content;
  if (open.linesHash({ from, to }) === linesHash) return;
  if (isLast) {
    const before = (await archivedLines(tables, segment)).subarray(0, -1);
    const now = Buffer.concat(open.leavesIn({ from, to }).map((leaf) => leaf.raw.bytes()));
    const grew = now.subarray(0, before.length).equals(before);
    const lastLine = now.subarray(before.length, -1);
    if (grew && !lastLine.includes(10)) return;
  }
  throw replacedError(source, `other lines at ${from} to ${to}`, 'those that were read before');
}
