import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundWords,
  holds,
  OPERATORS,
  type Bound,
  type Operator,
} from '../../../../src/quality/contract/bound.ts';

const bound = (operator: Operator, low: number, high = low): Bound => ({
  operator,
  low,
  high,
  unit: 'rows',
});

const OPPOSITES: readonly [Operator, Operator][] = [
  ['mustBe', 'mustNotBe'],
  ['mustBeGreaterThan', 'mustBeLessOrEqualTo'],
  ['mustBeLessThan', 'mustBeGreaterOrEqualTo'],
  ['mustBeBetween', 'mustNotBeBetween'],
];

describe('a bound', () => {
  it.each(OPPOSITES)('%s accepts exactly what %s does not', (one, other) => {
    const number = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(number, number, number, (value, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(holds(bound(one, low, high), value)).toBe(!holds(bound(other, low, high), value));
      }),
    );
  });

  it('leaves both ends of between out, as the standard does', () => {
    const between = bound('mustBeBetween', 1, 3);
    expect([1, 2, 3].map((value) => holds(between, value))).toEqual([false, true, false]);
  });

  it('is told in words, none of them the same', () => {
    const words = OPERATORS.map((operator) => boundWords(bound(operator, 1, 2)));
    expect(new Set(words).size).toBe(OPERATORS.length);
    expect(boundWords(bound('mustBe', 0))).toBe('none');
    expect(boundWords({ ...bound('mustBeLessThan', 0.5), unit: 'percent' })).toBe(
      'less than 0.5 %',
    );
  });
});
