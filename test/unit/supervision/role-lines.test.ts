import { array, assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleLines } from '../../../src/supervision/role-lines.ts';
import { wrapWords } from '../../../src/supervision/wrap-words.ts';

const PLAIN = { names: ['ingest', 'up'], columns: null, colour: false };

describe('a line of a role', () => {
  it('stands beside the name in a column as wide as the longest name', () => {
    // 'ingest' has 6 characters and two blanks follow; 'up' is filled to the same 8.
    const set = roleLines(PLAIN);
    expect(set('ingest', 'reads')).toBe('ingest  reads');
    expect(set('up', 'starts')).toBe('up      starts');
  });

  it('breaks between words at the width of the window and goes on below itself', () => {
    // 30 columns less 8 for the name leave 22: "one two three four" has 18, " five" would make 23.
    const set = roleLines({ ...PLAIN, columns: 30 });
    expect(set('up', 'one two three four five six')).toBe(
      'up      one two three four\n        five six',
    );
  });

  it('paints the name alone, and only where colours are wanted', () => {
    const set = roleLines({ ...PLAIN, colour: true });
    expect(set('ingest', 'reads')).toBe('\u001b[36mingest  \u001b[0mreads');
    expect(set('stranger', 'says')).toBe('strangersays');
  });

  it('lets nothing through that makes a terminal do things', () => {
    expect(roleLines(PLAIN)('up', '\u001b[2Jgone\u0007')).toBe('up      \ufffd[2Jgone\ufffd');
  });
});

describe('words broken into rows', () => {
  it('keep the indent of the sentence in every row', () => {
    expect(wrapWords('  aaaa bbbb cccc dddd eeee', 20)).toEqual([
      '  aaaa bbbb cccc',
      '  dddd eeee',
    ]);
  });

  it('give a word that is too long a row of its own', () => {
    const long = 'x'.repeat(30);
    expect(wrapWords(`a ${long} b`, 20)).toEqual(['a', long, 'b']);
  });

  it('are one row where there is room, and one empty row of nothing', () => {
    expect(wrapWords('short', 80)).toEqual(['short']);
    expect(wrapWords('', 80)).toEqual(['']);
  });

  it('are all there, in order, whatever the width', () => {
    assert(
      property(
        array(stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }),
        integer({ min: 1, max: 100 }),
        (words, width) => {
          expect(wrapWords(words.join(' '), width).join(' ')).toBe(words.join(' '));
        },
      ),
    );
  });
});
