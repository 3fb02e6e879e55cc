import { WordDictionary } from '../events/index.ts';
import { EventRows } from './event-rows.ts';
import type { Leaf } from './leaf.ts';
import { RowText } from './row-text.ts';

/** Words that a dictionary may number before a new leaf gets an empty one. */
const MAX_WORDS = 200_000;

/** The parts of a leaf that grow with every line. */
export interface GrowingParts {
  readonly raw: Uint8Array;
  readonly rows: EventRows;
  readonly text: RowText;
}

/**
 * What one leaf after the other grows with: the dictionary that neighbours share, and the memory,
 * so that a leaf allocates no more than it keeps. Otherwise the garbage collector would be called
 * every few leaves for what the growing leaves behind.
 */
export interface LeafGrowth {
  /** Lends to a leaf that has no line yet; for others it does nothing. */
  begin(leaf: Leaf): void;
}

/** Nothing lent yet. */
export function leafGrowth(): LeafGrowth {
  let words = new WordDictionary();
  let spare: GrowingParts | null = null;
  const takeBack = (parts: GrowingParts): void => {
    spare = parts;
  };
  return {
    begin: (leaf) => {
      if (leaf.to !== leaf.from || leaf.raw.length > 0) return;
      if (words.size > MAX_WORDS) words = new WordDictionary();
      const { raw, rows, text } = spare ?? newParts();
      // Another leaf that begins before this one is full gets memory of its own.
      spare = null;
      text.clear();
      leaf.growIn({ raw, rows: rows.reuse(words), text }, takeBack);
    },
  };
}

/** Parts of a leaf that shares its memory with no other. */
export const newParts = (): GrowingParts => ({
  raw: new Uint8Array(4 * 1024),
  rows: new EventRows(new WordDictionary()),
  text: new RowText(),
});
