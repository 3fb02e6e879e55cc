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
  const at = { position: from, start: 0 };
  const keep = (): void => {
    const end = raw.indexOf(LINE_FEED, at.start);
    pieces.push(Buffer.from(`${at.position - from}\t`), raw.subarray(at.start, end + 1));
    at.start = end + 1;
    at.position++;
  };
  return {
    take: (position, line) => {
      while (at.position < position) keep();
      const end = at.start + Buffer.byteLength(line);
      if (raw[end] !== LINE_FEED || raw.toString('utf8', at.start, end) !== line) return keep();
      at.start = end + 1;
      at.position++;
    },
    finish: () => {
      while (at.start < raw.length) keep();
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
  const flush = (): void => {
    if (texts.length > 0) pieces.push(Buffer.from(texts.join('')));
    texts = [];
  };
  /** Position of the line of the rest that begins at `start`; beyond every line at its end. */
  const positionAt = (start: number): number =>
    start < rest.length
      ? from + Number(rest.toString('latin1', start, rest.indexOf(TAB, start)))
      : Infinity;
  const next = { start: 0, position: positionAt(0) };
  const takeRest = (): void => {
    flush();
    const line = rest.indexOf(TAB, next.start) + 1;
    next.start = rest.indexOf(LINE_FEED, line) + 1;
    next.position = positionAt(next.start);
    pieces.push(rest.subarray(line, next.start));
  };
  return {
    take: (position, line) => {
      while (next.position < position) takeRest();
      // The rest has this position too where the event's line is not the one that came.
      if (next.position === position) return takeRest();
      texts.push(`${line}\n`);
      if (texts.length === 4096) flush();
    },
    finish: () => {
      while (next.position < Infinity) takeRest();
      flush();
      return Buffer.concat(pieces);
    },
  };
}
