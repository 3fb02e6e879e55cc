import { isItemId } from './item-id-grammar.ts';
import type { LineSpan } from './line-decoder.ts';

const FREE = -1;
/** Share of the slots that may be taken before the table grows. */
const MAX_LOAD = 0.5;

/**
 * Numbers words, which are ids, from 0 in the order in which they come, and finds the number of an
 * item id from its bytes without making a string: open addressing over the words' bytes, which lie
 * one after the other. A word is never forgotten, so whoever fills a dictionary with ids from
 * outside must replace it in time: an entry takes some 150 bytes.
 */
export class WordDictionary {
  /** The words by number. */
  readonly texts: string[] = [];
  #slots = new Int32Array(1_024).fill(FREE);
  #hashes = new Int32Array(512);
  /** Entry `i` is `#arena[#starts[i] .. #starts[i + 1])`. */
  #starts = new Uint32Array(513);
  #arena = new Uint8Array(16 * 1_024);
  #arenaView: DataView = new DataView(this.#arena.buffer);
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  get size(): number {
    return this.texts.length;
  }

  /** The number of the item id that the bytes spell, -1 where they are not spelled like one. */
  numberOf({ bytes, start, end }: LineSpan): number {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const hash = this.#hash(start, end);
    const known = this.#find(hash, start, end);
    if (known >= 0) return known;
    const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
    return isItemId(text, 0, text.length) ? this.#add(hash, text) : -1;
  }

  /** The number of a word, whatever its spelling. */
  add(text: string): number {
    const bytes = Buffer.from(text);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const hash = this.#hash(0, bytes.length);
    const known = this.#find(hash, 0, bytes.length);
    return known >= 0 ? known : this.#add(hash, text);
  }

  #hash(start: number, end: number): number {
    const view = this.#view;
    const bytes = this.#bytes;
    let hash = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0xc2b2ae35) ^ (hash >>> 13);
    return Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  }

  #find(hash: number, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash >>> 7) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry === FREE) return -1;
      if (this.#hashes[entry] === hash && this.#equals(entry, start, end)) return entry;
    }
  }

  #equals(entry: number, start: number, end: number): boolean {
    let at = this.#starts[entry]!;
    if (this.#starts[entry + 1]! - at !== end - start) return false;
    const arena = this.#arena;
    const bytes = this.#bytes;
    const known = this.#arenaView;
    const view = this.#view;
    let from = start;
    for (; from + 4 <= end; from += 4, at += 4)
      if (known.getInt32(at, true) !== view.getInt32(from, true)) return false;
    for (; from < end; from++, at++) if (arena[at] !== bytes[from]) return false;
    return true;
  }

  #add(hash: number, text: string): number {
    const entry = this.texts.push(text) - 1;
    const bytes = Buffer.from(text);
    const start = this.#starts[entry]!;
    if (start + bytes.length > this.#arena.length) {
      this.#arena = grown(this.#arena, new Uint8Array(2 * (start + bytes.length)));
      this.#arenaView = new DataView(this.#arena.buffer);
    }
    this.#arena.set(bytes, start);
    if (entry === this.#hashes.length) {
      this.#hashes = grown(this.#hashes, new Int32Array(2 * entry));
      this.#starts = grown(this.#starts, new Uint32Array(2 * entry + 1));
    }
    this.#hashes[entry] = hash;
    this.#starts[entry + 1] = start + bytes.length;
    if (this.size > this.#slots.length * MAX_LOAD) this.#rehash();
    else this.#place(entry);
    return entry;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(FREE);
    for (let entry = 0; entry < this.size; entry++) this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[entry]! >>> 7) & mask;
    while (this.#slots[slot] !== FREE) slot = (slot + 1) & mask;
    this.#slots[slot] = entry;
  }
}

function grown<T extends Uint8Array | Int32Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
