import type { LineRange } from './dataset.ts';

/**
 * Ranges in order of source, partition and offset, with neighbours joined: what was read, however
 * it was cut into segments.
 */
export function joinRanges(ranges: readonly LineRange[]): LineRange[] {
  const joined: LineRange[] = [];
  for (const range of [...ranges].sort(byPlace)) {
    const last = joined.at(-1);
    if (last !== undefined && sameLog(last, range) && last.to === range.from)
      joined[joined.length - 1] = { ...last, to: range.to };
    else joined.push(range);
  }
  return joined;
}

const sameLog = (a: LineRange, b: LineRange): boolean =>
  a.source === b.source && a.partition === b.partition;

const byPlace = (a: LineRange, b: LineRange): number =>
  a.source === b.source
    ? a.partition - b.partition || a.from - b.from
    : a.source < b.source
      ? -1
      : 1;
