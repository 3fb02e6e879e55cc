const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/**
 * The first 64 bits of MurmurHash3_x86_128 with seed 0: four 32-bit lanes, 16 bytes a round, which
 * plain JavaScript computes quickly. Equal bytes give equal bits; different ones do so with
 * probability 2^-64, as far as published tests of the hash can tell. Not for keeping secrets.
 * Source: Appleby, smhasher, `MurmurHash3.cpp`.
 */
export class LineHash {
  /** Bits 0 to 31 and 32 to 63 for the bytes that were taken last, as unsigned numbers. */
  low = 0;
  high = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** Hashes `bytes[start .. end)`. */
  take(bytes: Uint8Array, start: number, end: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const view = this.#view;
    let h1 = 0;
    let h2 = 0;
    let h3 = 0;
    let h4 = 0;
    let at = start;
    for (; at + 16 <= end; at += 16) {
      h1 ^= mixed1(view.getInt32(at, true));
      h1 = (Math.imul(rotated(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
      h2 ^= mixed2(view.getInt32(at + 4, true));
      h2 = (Math.imul(rotated(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
      h3 ^= mixed3(view.getInt32(at + 8, true));
      h3 = (Math.imul(rotated(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
      h4 ^= mixed4(view.getInt32(at + 12, true));
      h4 = (Math.imul(rotated(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
    }
    if (at + 12 < end) h4 ^= mixed4(lastWord(bytes, at + 12, end));
    if (at + 8 < end) h3 ^= mixed3(lastWord(bytes, at + 8, end));
    if (at + 4 < end) h2 ^= mixed2(lastWord(bytes, at + 4, end));
    if (at < end) h1 ^= mixed1(lastWord(bytes, at, end));
    const length = end - start;
    h2 ^= length;
    h3 ^= length;
    h4 ^= length;
    h1 = ((h1 ^ length) + h2 + h3 + h4) | 0;
    h2 = spread(h2 + h1);
    h3 = spread(h3 + h1);
    h4 = spread(h4 + h1);
    h1 = (spread(h1) + h2 + h3 + h4) | 0;
    this.low = h1 >>> 0;
    this.high = (h2 + h1) >>> 0;
  }
}

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

const mixed1 = (k: number): number => Math.imul(rotated(Math.imul(k, C1), 15), C2);
const mixed2 = (k: number): number => Math.imul(rotated(Math.imul(k, C2), 16), C3);
const mixed3 = (k: number): number => Math.imul(rotated(Math.imul(k, C3), 17), C4);
const mixed4 = (k: number): number => Math.imul(rotated(Math.imul(k, C4), 18), C1);

/** Up to four bytes from `from` on, the first one lowest. */
function lastWord(bytes: Uint8Array, from: number, end: number): number {
  let word = 0;
  for (let at = Math.min(end, from + 4) - 1; at >= from; at--) word = (word << 8) | bytes[at]!;
  return word;
}

/** Spreads every bit over all (the finaliser of MurmurHash3). */
function spread(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
