import { describe, expect, it } from 'vitest';
import { isWritable } from '../../../src/serving/item-contract.ts';

describe('isWritable', () => {
  it.each([
    'amlie+2001',
    'the+good_+the+bad+and+the+ugly+1966',
    '...and+justice+for+all+1979',
    'endeavour+',
    '++++++1959',
    'stargate%3A+the+ark+of+truth+2008',
    '318',
    'amélie',
  ])('accepts the id %s', (id) => {
    expect(isWritable(id)).toBe(true);
  });

  it.each([
    ['no character', ''],
    ['a blank', 'a b'],
    ['a leading blank', ' a'],
    ['a comma', 'a,b'],
    ['an opening bracket', '[a'],
    ['a closing bracket', 'a]'],
    ['a brace', '{a}'],
    ['a double quote', '"a"'],
    ['a single quote', "a'b"],
    ['a line break', 'a\nb'],
    ['a trailing line break', 'a\n'],
    ['a zero character', 'a\0b'],
    ['a no-break space', 'a\u00a0b'],
    ['half a surrogate pair', 'a\ud800b'],
    ['501 characters', 'a'.repeat(501)],
  ])('rejects an id with %s', (_what, id) => {
    expect(isWritable(id)).toBe(false);
  });
});
