import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idNumbers } from '../../../src/serving/id-numbers.ts';

describe('idNumbers', () => {
  it('numbers ids as a map from strings would, whatever they look like', () => {
    const id = fc.oneof(
      fc.nat(50).map(String),
      fc.integer({ min: 0, max: 10 ** 16 }).map(String),
      fc.nat(50).map((n) => `0${n}`),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
        const numbers = idNumbers();
        const known = new Map<string, number>();
        for (const each of ids) {
          expect(numbers.find(each)).toBe(known.get(each) ?? -1);
          if (!known.has(each)) known.set(each, known.size);
          expect(numbers.add(each)).toBe(known.get(each));
        }
        for (const [each, number] of known) expect(numbers.find(each)).toBe(number);
        expect(numbers.size).toBe(known.size);
      }),
    );
  });

  it('takes a number for the id that it prints as', () => {
    const numbers = idNumbers();
    expect(numbers.addNumber(10 ** 15 - 1)).toBe(0);
    expect(numbers.add('999999999999999')).toBe(0);
    expect(numbers.find('0999999999999999')).toBe(-1);
    expect(numbers.findNumber(7)).toBe(-1);
    expect(numbers.add('7')).toBe(1);
    expect(numbers.findNumber(7)).toBe(1);
  });

  it('keeps the numbers of a hundred thousand ids while its tables grow', () => {
    const numbers = idNumbers();
    // Far apart, and some close together that came before the table for those was long enough.
    for (let id = 0; id < 100_000; id++)
      numbers.addNumber(id % 3 === 0 ? 10_000_000 + id * 40_960 : 200_000 - id);
    for (let id = 0; id < 100_000; id++) {
      const found = numbers.find(String(id % 3 === 0 ? 10_000_000 + id * 40_960 : 200_000 - id));
      expect(found).toBe(id);
    }
    expect(numbers.size).toBe(100_000);
  });
});
