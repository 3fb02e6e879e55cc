import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFields } from '../../../src/adapters/file-catalogue-csv.ts';
import { openMovielens } from '../../../src/adapters/index.ts';
import { movielensDecoder } from '../../../src/adapters/movielens-decoder.ts';
import type { CatalogueRows } from '../../../src/catalogue/index.ts';
import { describeEventSource } from '../../contracts/event-source.ts';
import { temporaryFolder } from '../../support/installation.ts';

const folderOf = (files: Record<string, string | Buffer>): string => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};
async function rowsOf<T>({ rows }: CatalogueRows<T>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { line, parsed } of rows)
    all.push(parsed.ok ? parsed.value : `line ${line}: ${parsed.problem}`);
  return all;
}
const HEADER = 'userId,movieId,rating,timestamp\n';

describeEventSource('the ratings of a MovieLens folder', async (lines) => {
  const ratings = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  const files = {
    'ratings.csv': Buffer.concat([Buffer.from(HEADER), ratings]),
    'movies.csv': 'movieId,title,genres\n',
  };
  return (await openMovielens(folderOf(files))).ratings;
});

describe('a rating row', () => {
  const { decode } = movielensDecoder('movielens-colons/1', '::');
  const verdict = (line: string): unknown => {
    const decoded = decode(line);
    return decoded.ok ? decoded.event : decoded.reason;
  };

  it('becomes a rating event', () => {
    expect(verdict('1::1193::4.5::978300760')).toEqual({
      kind: 'rating',
      time: { ms: 978_300_760_000, nanos: 0 },
      userId: '1',
      itemId: '1193',
      rating: 4.5,
    });
    expect(verdict('1::1193::5::1537109082')).toMatchObject({ rating: 5 });
  });

  it.each([
    ['', 'empty_line'],
    ['1::2::3', 'missing_field'],
    ['1::2::3::4::5', 'missing_field'],
    ['x::2::3::4', 'bad_user'],
    ['1::::3::4', 'bad_item'],
    ['1::2::0::4', 'bad_rating'],
    ['1::2::5.5::4', 'bad_rating'],
    ['1::2::3.2::4', 'bad_rating'],
    ['1::2::3::-4', 'bad_time'],
    ['1::2::3::99999999999', 'bad_time'],
  ])('%j is %s', (line, reason) => {
    expect(verdict(line)).toBe(reason);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(':', '1', '.', '5', 'x') }), (line) => {
        decode(line);
      }),
    );
  });
});

describe('the catalogue of a MovieLens data set', () => {
  it('comes from movies.csv', async () => {
    const movies =
      'movieId,title,genres\n1,"Good, The ""Bad"" (1966)",Drama|War\n2,Odd,(no genres listed)\nx,a,b\n3\n';
    const { movies: rows, users } = await openMovielens(
      folderOf({ 'ratings.csv': HEADER, 'movies.csv': movies }),
    );
    const none = { runtimeMinutes: null, language: null, collection: null };
    expect(users).toBeNull();
    expect(await rowsOf(rows)).toEqual([
      {
        itemId: '1',
        title: 'Good, The "Bad"',
        genres: ['Drama', 'War'],
        releaseYear: 1966,
        ...none,
      },
      { itemId: '2', title: 'Odd', genres: [], releaseYear: null, ...none },
      'line 4: no movie id: x',
      'line 5: 1 fields',
    ]);
  });

  it('comes from u.item and u.user, in Latin-1', async () => {
    // The flags stand for unknown, Action, ..., Western; the last one is set.
    const item = `1|Caf\u00e9 (1990)|01-Jan-1990||http://x|${'0|'.repeat(18)}1\n`;
    const { movies, users } = await openMovielens(
      folderOf({
        'u.data': '1\t1\t5\t1\n',
        'u.item': Buffer.from(item, 'latin1'),
        'u.user': '1|24|M|technician|85711\n2|7|X|other|0\nx|1|M|a|0\n1|2\n',
      }),
    );
    expect(await rowsOf(movies)).toMatchObject([{ title: 'Café', genres: ['Western'] }]);
    expect(await rowsOf(users!)).toEqual([
      { userId: '1', age: 24, gender: 'M', occupation: 'technician' },
      { userId: '2', age: null, gender: null, occupation: 'other' },
      'line 3: no user id: x',
      'line 4: 2 fields',
    ]);
  });

  it('comes from movies.dat and users.dat, with codes for ages and occupations', async () => {
    const { movies, users } = await openMovielens(
      folderOf({
        'ratings.dat': '1::1::5::1\n',
        'movies.dat': '1::Until (1990-1995)::Drama\n',
        'users.dat': '1::F::1::10::48067\n2::M::56::99::1\n',
      }),
    );
    expect(await rowsOf(movies)).toMatchObject([{ title: 'Until', releaseYear: 1990 }]);
    expect(await rowsOf(users!)).toEqual([
      { userId: '1', age: null, gender: 'F', occupation: 'K-12 student' },
      { userId: '2', age: 56, gender: 'M', occupation: null },
    ]);
  });
});

describe('a CSV line', () => {
  it.each([
    ['a,b,,c', ['a', 'b', '', 'c']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b""",c', ['a "b"', 'c']],
    ['x,"a"', ['x', 'a']],
    ['"a"b,c', ['ab', 'c']],
    ['"a,b', ['a,b']],
    ['', ['']],
  ])('%j has the fields %j', (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });

  it('gives back fields that were quoted', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ') });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        expect(csvFields(line)).toEqual(fields);
      }),
    );
  });
});
