import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isItemId, WordDictionary } from '../../../src/events/index.ts';

const numberOf = (words: WordDictionary, text: string): number => {
  const bytes = Buffer.from(`(${text})`);
  return words.numberOf({ bytes, start: 1, end: bytes.length - 1 });
};

describe('a dictionary', () => {
  it('numbers item ids in the order in which they come and knows them again', () => {
    const words = new WordDictionary();
    const ids = Array.from({ length: 5_000 }, (_, n) => `film+${n}+of+many`);
    expect(ids.map((id) => numberOf(words, id))).toEqual(ids.map((_, n) => n));
    expect(ids.map((id) => numberOf(words, id))).toEqual(ids.map((_, n) => n));
    expect(words.texts).toEqual(ids);
  });

  it('gives no number to bytes that are not spelled like an item id', () => {
    const words = new WordDictionary();
    for (const text of ['', 'A', 'a/b', 'é', 'a b', '%4', 'a\0'])
      expect(numberOf(words, text)).toBe(-1);
    expect(words.size).toBe(0);
  });

  it('finds by bytes what was added as text, whatever it is, and the other way round', () => {
    const texts = fc.array(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '+', '1') })),
    );
    fc.assert(
      fc.property(texts, (all) => {
        const words = new WordDictionary();
        const numbers = new Map<string, number>();
        all.forEach((text, n) => {
          const byBytes = n % 2 === 0 && isItemId(text, 0, text.length);
          const number = byBytes ? numberOf(words, text) : words.add(text);
          expect(number).toBe(numbers.get(text) ?? numbers.size);
          numbers.set(text, number);
        });
      }),
    );
  });
});
