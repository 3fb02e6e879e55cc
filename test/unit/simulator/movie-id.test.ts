import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isItemId } from '../../../src/events/index.ts';
import { movieIdOf } from '../../../src/simulator/movie-id.ts';

describe('the id of a movie', () => {
  // Derived by hand from the rule: lower case, comma to _, foreign letters dropped, blank to +.
  it.each([
    ['The Good, the Bad', 1966, 'the+good_+the+bad+1966'],
    ['Amélie', 2001, 'amlie+2001'],
    ['Benny & Joon', 1993, 'benny++joon+1993'],
    ['M*A*S*H', 1970, 'm*a*s*h+1970'],
    ['Dr. X-Ray', null, 'dr.+x-ray+'],
    ['Το Σπίτι', 1959, '++1959'],
    [' Late ', 2008, '+late++2008'],
  ])('of %j is made by the rule', (title, year, id) => {
    expect(movieIdOf(title, year)).toBe(id);
  });

  it('is always an id of the stream', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.integer({ min: 1890, max: 2030 })),
        (title, year) => {
          const id = movieIdOf(title, year);
          return isItemId(id, 0, id.length);
        },
      ),
    );
  });
});
