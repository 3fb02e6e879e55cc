import { isAscii, isUtf8 } from 'node:buffer';

/** Lines `bytes[starts[i] .. ends[i])`, in ascending order. */
export interface LineSpans {
  readonly bytes: Uint8Array;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/**
 * The text of the lines `first` (included) to `last` (excluded); `null` where the bytes are no
 * UTF-8. Where all is ASCII, as almost always, the bytes are turned into text once and cut.
 */
export function lineTexts(
  { bytes, starts, ends }: LineSpans,
  first: number,
  last: number,
): (line: number) => string | null {
  const base = first < last ? starts[first]! : 0;
  const length = first < last ? ends[last - 1]! - base : 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + base, length);
  if (isAscii(buffer)) {
    const text = buffer.toString('latin1');
    return (line) => text.slice(starts[line]! - base, ends[line]! - base);
  }
  return lineText({ bytes, starts, ends });
}

/** The text of any line, each made when it is asked for; `null` where the bytes are no UTF-8. */
export function lineText({ bytes, starts, ends }: LineSpans): (line: number) => string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (line) => {
    const slice = buffer.subarray(starts[line], ends[line]);
    if (isAscii(slice)) return slice.toString('latin1');
    return isUtf8(slice) ? slice.toString('utf8') : null;
  };
}
