import type { LineBlock, OffsetGap } from '../events/index.ts';
import type { Range } from './ranges.ts';

/**
 * How the lines of a range lie where that is not simply one line at each offset, and none with a
 * line feed in it. With it `lines.zst` can be cut into lines again, each at its offset.
 */
export type LineLayout = {
  /** By turns: how many offsets hold no line, how many hold one. Absent: all hold one. */
  readonly runs?: readonly number[];
  /** By turns: how far a line lies after `from`, how many line feeds it holds itself. */
  readonly feeds?: readonly number[];
  /** Offsets whose lines the source deleted before anybody read them. */
  readonly lost?: readonly { readonly from: number; readonly to: number }[];
};

/** Notes how the lines of an open range lie, as they come. */
export interface LayoutNotes {
  /** Lines of a block from index `first` to `last` (excluded). */
  lines(block: LineBlock, first: number, last: number): void;
  /** Offsets that hold no line. */
  gap(range: Range, why: OffsetGap): void;
  layoutIn(range: Range): LineLayout;
}

/** Notes for a range in which nothing has come yet. */
export function layoutNotes(): LayoutNotes {
  const held: { from: number; to: number }[] = [];
  const feeds: { readonly offset: number; readonly count: number }[] = [];
  const lost: Range[] = [];
  return {
    lines: (block, first, last) => {
      const [from, to] = [block.firstOffset + first, block.firstOffset + last];
      if (from === to) return;
      const before = held.at(-1);
      if (before?.to === from) before.to = to;
      else held.push({ from, to });
      for (const [line, count] of block.feeds ?? [])
        if (line >= first && line < last) feeds.push({ offset: block.firstOffset + line, count });
    },
    gap: ({ from, to }, why) => {
      if (why === 'deleted' && to > from) lost.push({ from, to });
    },
    layoutIn: (range) => {
      const clipped = clip(held, range);
      const whole = clipped.length === 1 && size(clipped[0]!) === size(range);
      const inside = feeds.filter(({ offset }) => offset >= range.from && offset < range.to);
      const gone = joined(clip(lost, range));
      return {
        ...(whole ? {} : { runs: runsOf(clipped, range.from) }),
        ...(inside.length === 0
          ? {}
          : { feeds: inside.flatMap(({ offset, count }) => [offset - range.from, count]) }),
        ...(gone.length === 0 ? {} : { lost: gone }),
      };
    },
  };
}

/** A stretch of offsets as an archive holds it. */
export interface LineRun extends Range {
  /** Whether each of its offsets holds a line. */
  readonly held: boolean;
  /** Why not, where not. */
  readonly why: OffsetGap;
}

/** The stretches that make up a range, in order. */
export function runsIn({ from, to, runs, lost = [] }: Range & LineLayout): LineRun[] {
  if (runs === undefined) return [{ from, to, held: true, why: 'no-records' }];
  const stretches: LineRun[] = [];
  let at = from;
  runs.forEach((count, turn) => {
    const range = { from: at, to: at + count };
    stretches.push(
      ...(turn % 2 === 1 ? [{ ...range, held: true, why: 'no-records' as const }] : gaps(range)),
    );
    at += count;
  });
  return [...stretches, ...gaps({ from: at, to })].filter((run) => size(run) > 0);

  function gaps(gap: Range): LineRun[] {
    const parts: LineRun[] = [];
    let next = gap.from;
    for (const piece of clip(lost, gap)) {
      parts.push({ from: next, to: piece.from, held: false, why: 'no-records' });
      parts.push({ ...piece, held: false, why: 'deleted' });
      next = piece.to;
    }
    return [...parts, { from: next, to: gap.to, held: false, why: 'no-records' }];
  }
}

const size = ({ from, to }: Range): number => to - from;

const clip = (ranges: readonly Range[], { from, to }: Range): Range[] =>
  ranges
    .filter((range) => range.from < to && range.to > from)
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }));

function joined(ranges: readonly Range[]): Range[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of ranges)
    if (all.at(-1)?.to === from) all.at(-1)!.to = to;
    else all.push({ from, to });
  return all;
}

function runsOf(held: readonly Range[], from: number): number[] {
  let at = from;
  return held.flatMap((run) => {
    const pair = [run.from - at, size(run)];
    at = run.to;
    return pair;
  });
}
