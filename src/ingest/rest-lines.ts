import type { Range } from './ranges.ts';

const LINE_FEED = 10;
const TAB = 9;

/**
 * Finds the raw lines that the events of a range do not give back: quarantined, repaired and
 * repeated ones, and those that are not in canonical form. Lines are given in order.
 */
export interface RestLines {
  /** Takes the next event's line. */
  take(position: number, line: string): void;
  /** The rest: each line behind its distance from the range's beginning and a tab, with a line
   *  feed after it. To be called once, after the last event. */
  finish(): { readonly bytes: Buffer; readonly lineCount: number };
}

/** @param raw the lines of the range, each followed by a line feed */
export function restLines(raw: Buffer, { from }: Range): RestLines {
  const pieces: Buffer[] = [];
  let position = from;
  let start = 0;
  const keep = (): void => {
    const end = raw.indexOf(LINE_FEED, start);
    pieces.push(Buffer.from(`${position - from}\t`), raw.subarray(start, end + 1));
    start = end + 1;
    position++;
  };
  return {
    take: (eventPosition, line) => {
      while (position < eventPosition) keep();
      const end = start + Buffer.byteLength(line);
      if (raw[end] !== LINE_FEED || raw.toString('utf8', start, end) !== line) return keep();
      start = end + 1;
      position++;
    },
    finish: () => {
      while (start < raw.length) keep();
      return { bytes: Buffer.concat(pieces), lineCount: pieces.length / 2 };
    },
  };
}

/** Puts events' lines and the rest together again; the inverse of `restLines`. */
export interface MergedLines {
  take(position: number, line: string): void;
  /** All raw lines, each followed by a line feed. To be called once. */
  finish(): Buffer;
}

/** @param rest what `restLines` gave for the same range */
export function mergedLines(rest: Buffer, { from }: Range): MergedLines {
  const pieces: Buffer[] = [];
  let texts: string[] = [];
  let at = 0;
  const flush = (): void => {
    if (texts.length > 0) pieces.push(Buffer.from(texts.join('')));
    texts = [];
  };
  /** Position of the next line of the rest. */
  const nextRest = (): number =>
    at < rest.length ? from + Number(rest.toString('latin1', at, rest.indexOf(TAB, at))) : Infinity;
  let next = nextRest();
  const takeRest = (): void => {
    flush();
    const start = rest.indexOf(TAB, at) + 1;
    at = rest.indexOf(LINE_FEED, start) + 1;
    pieces.push(rest.subarray(start, at));
    next = nextRest();
  };
  return {
    take: (position, line) => {
      while (next < position) takeRest();
      // The rest has this position too where the event's line is not the one that came.
      if (next === position) return takeRest();
      texts.push(`${line}\n`);
      if (texts.length === 4096) flush();
    },
    finish: () => {
      while (next < Infinity) takeRest();
      flush();
      return Buffer.concat(pieces);
    },
  };
}
