import type { LineBlock } from '../events/index.ts';

const LINE_FEED = 10;
const TAB = 9;

/**
 * Finds the raw lines that the events of a range do not give back: quarantined, repaired and
 * repeated ones, and those that are not in canonical form.
 */
export interface RestLines {
  /** Takes the next event's line; in order of position. */
  take(position: number, line: string): void;
  /**
   * The rest, in order: of each line its distance from the range's beginning, a tab, its length in
   * bytes, a tab, the line and a line feed. To be called once, after the last event.
   */
  finish(): { readonly bytes: Buffer; readonly lineCount: number };
}

/**
 * @param blocks the lines of the range
 * @param from first offset of the range
 */
export function restLines(blocks: readonly LineBlock[], from: number): RestLines {
  const pieces: Buffer[] = [];
  let lineCount = 0;
  const lines = linesOf(blocks);
  let next = lines.next();
  const keep = ({ position, bytes }: RawLine): void => {
    pieces.push(Buffer.from(`${position - from}\t${bytes.length}\t`), bytes, FEED);
    lineCount++;
    next = lines.next();
  };
  const keepUntil = (position: number): void => {
    while (next.done !== true && next.value.position < position) keep(next.value);
  };
  return {
    take: (position, line) => {
      keepUntil(position);
      if (next.done === true || next.value.position !== position) return;
      const { bytes } = next.value;
      if (bytes.length !== Buffer.byteLength(line) || bytes.toString() !== line)
        return keep(next.value);
      next = lines.next();
    },
    finish: () => {
      keepUntil(Infinity);
      return { bytes: Buffer.concat(pieces), lineCount };
    },
  };
}

interface RawLine {
  readonly position: number;
  readonly bytes: Buffer;
}

const FEED = Buffer.of(LINE_FEED);

function* linesOf(blocks: readonly LineBlock[]): Generator<RawLine, undefined> {
  for (const { firstOffset, bytes, starts, ends } of blocks) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let line = 0; line < starts.length; line++)
      yield { position: firstOffset + line, bytes: buffer.subarray(starts[line], ends[line]) };
  }
  return undefined;
}

/** Puts events' lines and the rest together again; the inverse of `restLines`. */
export interface MergedLines {
  take(position: number, line: string): void;
  /** All raw lines, each followed by a line feed. To be called once. */
  finish(): Buffer;
}

/**
 * @param rest what `restLines` gave for the same range
 * @param from first offset of the range
 */
export function mergedLines(rest: Buffer, from: number): MergedLines {
  const pieces: Buffer[] = [];
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) pieces.push(Buffer.from(texts.join('')));
    texts = [];
  };
  let next = restLineAt(rest, 0, from);
  const takeUntil = (position: number): void => {
    while (next !== null && next.position < position) {
      flush();
      pieces.push(rest.subarray(next.start, next.end));
      next = restLineAt(rest, next.end, from);
    }
  };
  return {
    take: (position, line) => {
      takeUntil(position);
      // Where the event's line is not the one that came, the rest has the position too.
      if (next?.position === position) return takeUntil(position + 1);
      texts.push(`${line}\n`);
      if (texts.length === 4096) flush();
    },
    finish: () => {
      takeUntil(Infinity);
      flush();
      return Buffer.concat(pieces);
    },
  };
}

/** A line of the rest: `rest[start .. end)`, its line feed included. `null` behind the last. */
function restLineAt(
  rest: Buffer,
  at: number,
  from: number,
): { readonly position: number; readonly start: number; readonly end: number } | null {
  if (at >= rest.length) return null;
  const tab = rest.indexOf(TAB, at);
  const start = rest.indexOf(TAB, tab + 1) + 1;
  const length = Number(rest.toString('latin1', tab + 1, start - 1));
  const position = from + Number(rest.toString('latin1', at, tab));
  return { position, start, end: start + length + 1 };
}
