import { WordDictionary } from '../events/index.ts';
import { EventRows } from './event-rows.ts';
import type { Leaf } from './leaf.ts';
import { RowText } from './row-text.ts';

/** Words that a dictionary may number before a new leaf gets an empty one. */
const MAX_WORDS = 200_000;

/** The parts of a leaf that grow with every line. */
export interface LeafParts {
  readonly raw: Uint8Array;
  readonly rows: EventRows;
  readonly text: RowText;
}

/** Memory that goes from leaf to leaf. */
export interface LeafMemory {
  /**
   * Moves the parts of a full leaf to memory of about their size, so that the next leaf can grow
   * where this one did.
   * @param rawLength bytes of `raw` that count
   */
  settle(parts: LeafParts, rawLength: number): LeafParts;
  /** Takes back what a leaf settled in, once nobody reads it any more. */
  release(parts: LeafParts): void;
}

/**
 * What one leaf after the other grows with: the dictionary that neighbours share, and memory. In a
 * steady stream no leaf allocates anything large; otherwise the garbage collector would be called
 * every few leaves, and what waits for it would be a good part of all memory.
 */
export interface LeafGrowth {
  /** Lends to a leaf that has no line yet; for others it does nothing. */
  begin(leaf: Leaf): void;
}

/** Nothing lent yet. */
export function leafGrowth(): LeafGrowth {
  const settled: { raw: Uint8Array; rows: EventRows }[] = [];
  let words = new WordDictionary();
  let spare: LeafParts | null = null;
  const memory: LeafMemory = {
    settle: (parts, rawLength) => {
      spare = parts;
      const kept = settled.pop() ?? {
        raw: new Uint8Array(0),
        rows: new EventRows(parts.rows.words),
      };
      const raw = atLeast(kept.raw, rawLength);
      raw.set(parts.raw.subarray(0, rawLength));
      return { raw, rows: kept.rows.take(parts.rows), text: new RowText() };
    },
    release: ({ raw, rows }) => void settled.push({ raw, rows }),
  };
  return {
    begin: (leaf) => {
      if (leaf.to !== leaf.from || leaf.raw.length > 0) return;
      if (words.size > MAX_WORDS) words = new WordDictionary();
      const { raw, rows, text } = spare ?? newParts();
      // Another leaf that begins before this one is full gets memory of its own.
      spare = null;
      text.clear();
      leaf.growIn({ raw, rows: rows.emptied(words), text }, memory);
    },
  };
}

/** Parts of a leaf that shares its memory with no other. */
export const newParts = (): LeafParts => ({
  raw: new Uint8Array(4 * 1024),
  rows: new EventRows(new WordDictionary()),
  text: new RowText(),
});

/** The memory, or some with a little to spare where it is too small. */
const atLeast = (memory: Uint8Array, length: number): Uint8Array =>
  memory.length >= length ? memory : new Uint8Array(length + (length >> 4));
