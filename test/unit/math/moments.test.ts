import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedStandardErrorOf, standardErrorOf } from '../../../src/math/moments.ts';

describe('the standard error of values in groups', () => {
  it('is that of the groups where values in a group are equal', () => {
    // Two groups of means 1 and 3: √(2)/√2 = 1, however many values each has.
    expect(groupedStandardErrorOf([1, 1, 3, 3], ['a', 'a', 'b', 'b'])).toBeCloseTo(1, 12);
    expect(groupedStandardErrorOf([1, 3], ['a', 'b'])).toBeCloseTo(1, 12);
  });

  it('is the plain one where every value is a group', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 50 }), (values) => {
        const groups = values.map((_value, i) => i);
        expect(groupedStandardErrorOf(values, groups)).toBeCloseTo(standardErrorOf(values), 9);
      }),
    );
  });

  it('is unknown of a single group', () => {
    expect(groupedStandardErrorOf([1, 2, 3], ['a', 'a', 'a'])).toBeNaN();
  });
});
