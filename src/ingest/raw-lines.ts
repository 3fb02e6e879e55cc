import { createHash } from 'node:crypto';

const LINE_FEED = 10;

/** Lines kept exactly as they came, each followed by a line feed, in one growing buffer. */
export interface RawLines {
  /** Appends the lines `first` (included) to `last` (excluded) of a block. */
  append(
    block: { bytes: Uint8Array; starts: Uint32Array; ends: Uint32Array },
    first: number,
    last: number,
  ): void;
  /** Bytes appended so far. */
  readonly length: number;
  /** What was appended; read it before the next `append`. */
  bytes(): Uint8Array;
  /** SHA-256 of `bytes()`, 64 hex digits. */
  digest(): string;
  clear(): void;
  /** All of the memory in which the bytes lie. */
  readonly memory: Uint8Array;
}

/**
 * A collection that grows in some memory, of any size.
 *
 * @param lengthBefore bytes at its beginning that were appended already
 */
export function rawLines(
  memory: Uint8Array = new Uint8Array(4 * 1024),
  lengthBefore = 0,
): RawLines {
  let buffer = memory;
  let length = lengthBefore;
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  const copy = (bytes: Uint8Array, start: number, end: number): void => {
    reserve(end - start + 1);
    buffer.set(bytes.subarray(start, end), length);
    length += end - start;
    buffer[length++] = LINE_FEED;
  };
  const bytes = (): Uint8Array => buffer.subarray(0, length);
  return {
    append: ({ bytes, starts, ends }, first, last) => {
      // Neighbours with one line feed between them are copied together.
      for (let line = first; line < last;) {
        const start = starts[line]!;
        while (
          line + 1 < last &&
          starts[line + 1] === ends[line]! + 1 &&
          bytes[ends[line]!] === LINE_FEED
        )
          line++;
        copy(bytes, start, ends[line++]!);
      }
    },
    get length() {
      return length;
    },
    bytes,
    digest: () => createHash('sha256').update(bytes()).digest('hex'),
    clear: () => {
      length = 0;
    },
    get memory() {
      return buffer;
    },
  };
}
