import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInteractionRow } from '../../../src/adapters/interaction-row.ts';

describe('parseInteractionRow', () => {
  it.each([
    ['user and item', 'u\ti', { user: 'u', item: 'i', timeMs: NaN }],
    ['a value', 'u\ti\t4.5', { user: 'u', item: 'i', timeMs: NaN }],
    ['a value in powers of ten', 'u\ti\t-1e-3', { user: 'u', item: 'i', timeMs: NaN }],
    ['a time in seconds', 'u\ti\t1\t978300760', { user: 'u', item: 'i', timeMs: 978300760000 }],
    ['a fraction of a second', 'u\ti\t1\t.5', { user: 'u', item: 'i', timeMs: 500 }],
    ['milliseconds', 'u\ti\t1\t978300760123', { user: 'u', item: 'i', timeMs: 978300760123 }],
    // 1970-01-02 is 86,400 s after the epoch.
    ['a date', 'u\ti\t1\t1970-01-02', { user: 'u', item: 'i', timeMs: 86_400_000 }],
    [
      'an ISO 8601 time with a zone',
      'u\ti\t1\t1970-01-01T01:00:00.25+01:00',
      { user: 'u', item: 'i', timeMs: 250 },
    ],
    ['ids with blanks and commas', 'a, b\tc d', { user: 'a, b', item: 'c d', timeMs: NaN }],
  ])('reads %s', (_name, line, row) => {
    expect(parseInteractionRow(line)).toEqual(row);
  });

  it.each([
    ['no tab', '1,2,3', 'item', 'nothing'],
    ['no user', '\t2', 'user', 'nothing'],
    ['no item', '1\t\t3', 'item', 'nothing'],
    ['five columns', '1\t2\t3\t4\t5', '5', '5 columns'],
    ['a header', 'user\titem\tvalue', 'value', '"value"'],
    ['an empty value', '1\t2\t', 'value', '""'],
    ['a value that is not finite', '1\t2\t1e999', 'value', '"1e999"'],
    ['a value in hexadecimal', '1\t2\t0x10', 'value', '"0x10"'],
    ['an empty time', '1\t2\t3\t', 'time', '""'],
    ['a time without a zone', '1\t2\t3\t2020-01-01T10:00', 'time', '"2020-01-01T10:00"'],
    ['a day that is none', '1\t2\t3\t2020-13-01', 'time', '"2020-13-01"'],
  ])('refuses %s', (_name, line, column, found) => {
    expect(parseInteractionRow(line)).toMatchObject({ column, found });
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), (fields) => {
        const row = parseInteractionRow(fields.join('\t'));
        expect('column' in row || (row.user !== '' && row.item !== '')).toBe(true);
      }),
    );
  });
});
