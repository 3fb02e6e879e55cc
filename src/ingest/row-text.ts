import { createHash } from 'node:crypto';
import type { LineSpan } from '../events/index.ts';

const LINE_FEED = 10;
const COMMA = 44;
const ZERO = 48;
/** Longest number that is written as a position, and its comma. */
const POSITION_BYTES = 17;

/**
 * The text over which the accepted events of a leaf are hashed, in one growing buffer: for each
 * `position,line in canonical form` and a line feed.
 */
export class RowText {
  #buffer = Buffer.allocUnsafeSlow(1024);
  #view = viewOf(this.#buffer);
  #length = 0;

  /** Adds a row whose line is in canonical form already. */
  addLine(position: number, { bytes, start, end }: LineSpan, view: DataView): void {
    const length = end - start;
    this.#reserve(POSITION_BYTES + length + 4);
    let to = this.#addPosition(position);
    const target = this.#view;
    let at = start;
    for (; at + 4 <= end; at += 4, to += 4) target.setInt32(to, view.getInt32(at, true), true);
    const buffer = this.#buffer;
    for (; at < end; at++) buffer[to++] = bytes[at]!;
    buffer[to++] = LINE_FEED;
    this.#length = to;
  }

  /** Adds a row that is a string already, with position and line feed. */
  addText(row: string): void {
    this.#reserve(3 * row.length);
    this.#length += this.#buffer.write(row, this.#length);
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.#length = 0;
  }

  /** SHA-256 of the text, 64 hex digits. */
  digest(): string {
    return createHash('sha256').update(this.#buffer.subarray(0, this.#length)).digest('hex');
  }

  /** @returns where the line's first byte goes */
  #addPosition(position: number): number {
    let digits = 1;
    for (let limit = 10; position >= limit; limit *= 10) digits++;
    const buffer = this.#buffer;
    const comma = this.#length + digits;
    let rest = position;
    for (let at = comma - 1; at >= this.#length; at--) {
      const tenth = Math.floor(rest / 10);
      buffer[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    buffer[comma] = COMMA;
    return comma + 1;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#length + more));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
