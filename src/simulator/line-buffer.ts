/** Bytes of lines under construction; grows as needed. All text written is ASCII or UTF-8 bytes. */
export interface LineBuffer {
  /** Bytes written so far. */
  length: number;
  bytes: Uint8Array;
}

export const createLineBuffer = (): LineBuffer => ({ length: 0, bytes: new Uint8Array(1 << 19) });

/** Makes room for `more` bytes. Call once per line; the put functions do not check. */
export function reserve(buffer: LineBuffer, more: number): void {
  if (buffer.length + more <= buffer.bytes.length) return;
  const bytes = new Uint8Array(Math.max(buffer.bytes.length * 2, buffer.length + more));
  bytes.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = bytes;
}

export function putBytes(buffer: LineBuffer, text: Uint8Array): void {
  const { bytes } = buffer;
  let at = buffer.length;
  for (let i = 0; i < text.length; i++) bytes[at++] = text[i]!;
  buffer.length = at;
}

/** Writes a whole number ≥ 0 in decimal digits. */
export function putNumber(buffer: LineBuffer, value: number): void {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  let rest = value;
  for (let at = buffer.length + digits - 1; at >= buffer.length; at--) {
    const tenth = Math.floor(rest / 10);
    buffer.bytes[at] = 48 + rest - tenth * 10;
    rest = tenth;
  }
  buffer.length += digits;
}
