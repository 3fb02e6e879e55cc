import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';
import { writeZip } from '../support/zip-archive.ts';

/** Flags of genres in `u.item`: which of the 19 are set. */
const flags = (...set: readonly number[]): string =>
  Array.from({ length: 19 }, (_, n) => (set.includes(n) ? '1' : '0')).join('|');

/**
 * The published layouts, each with the details that are its own: three ratings, two movies, and
 * whatever else GroupLens puts beside them.
 */
const LAYOUTS: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
  '100K: tabs, Latin-1, flags for genres': {
    'ml-100k/u.data': '196\t242\t3\t881250949\n186\t242\t3\t891717742\n196\t267\t5\t881250950\n',
    'ml-100k/u.item': Buffer.from(
      `242|Misérables, Les (1995)|24-Jan-1997||http://us.imdb.com/M/title-exact?x%20(1996)|${flags(5, 8)}\n` +
        `267|unknown||||${flags(0)}\n`,
      'latin1',
    ),
    'ml-100k/u.user': '186|39|F|executive|00000\n196|49|M|writer|55105\n',
    'ml-100k/u1.base': '1\t1\t5\t874965758\n',
    'ml-100k/README': 'SUMMARY & USAGE LICENSE\n',
  },
  '1M: double colons, users with codes': {
    'ml-1m/ratings.dat': '186::242::3::978302109\n196::242::3::978301968\n196::267::5::978300275\n',
    'ml-1m/movies.dat': Buffer.from(
      '242::Misérables, Les (1995)::Drama|Musical\n267::Unknown (1999)::Drama\n',
      'latin1',
    ),
    'ml-1m/users.dat': '186::F::1::10::48067\n196::M::56::16::70072\n',
  },
  '10M: double colons, half stars, no users, tags beside': {
    'ml-10M100K/ratings.dat':
      '186::242::0.5::838985046\n196::242::3.5::838983525\n196::267::5::838983392\n',
    'ml-10M100K/movies.dat':
      '242::Misérables, Les (1995)::Drama|Musical\n267::Pull My Daisy (1958)::(no genres listed)\n',
    'ml-10M100K/tags.dat': '15::4973::excellent!::1215184630\n',
    'ml-10M100K/split_ratings.sh': '#!/bin/bash\n',
  },
  '20M and later: CSV with quotes, genome and tags beside': {
    'ml-25m/ratings.csv':
      'userId,movieId,rating,timestamp\n186,242,0.5,1147880044\n196,242,4.5,1147868817\n196,267,5.0,1147868828\n',
    'ml-25m/movies.csv':
      'movieId,title,genres\n242,"Misérables, Les (1995)",Drama|Musical\n267,"""Great Performances"" Cats (1998)",(no genres listed)\n',
    'ml-25m/genome-scores.csv': 'movieId,tagId,relevance\n1,1,0.029\n',
    'ml-25m/genome-tags.csv': 'tagId,tag\n1,"007, the"\n',
    'ml-25m/links.csv': 'movieId,imdbId,tmdbId\n1,0114709,862\n',
    'ml-25m/tags.csv': 'userId,movieId,tag,timestamp\n3,260,"classic, sci-fi",1439472355\n',
  },
  'latest: CSV with carriage returns': {
    'ml-latest-small/ratings.csv':
      'userId,movieId,rating,timestamp\r\n186,242,0.5,964982703\r\n196,242,4.5,964981247\r\n196,267,5.0,964982224\r\n',
    'ml-latest-small/movies.csv':
      'movieId,title,genres\r\n242,"Misérables, Les (1995)",Drama|Musical\r\n267,Toy (1998),Comedy\r\n',
  },
};

/** Imports, and gives what the catalogue says and what was counted. */
async function imported(path: string) {
  const home = temporaryFolder();
  const said = await say('import', 'movielens', path, '--home', home, '--json');
  expect(said.err).not.toContain('error');
  const dataset = await say('dataset', 'build', '--home', home, '--json');
  return {
    ledger: documentOf<Record<string, unknown>>(said),
    users: said.err,
    tables: documentOf<{ tables: Record<string, { rowCount: number; hash: string }> }>(dataset)
      .tables,
  };
}

describe.each(Object.entries(LAYOUTS))('MovieLens %s', (_name, files) => {
  it('is read from a folder, from the folder around it, and from every form of zip archive', async () => {
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const archives = temporaryFolder();
    writeZip(join(archives, 'deflated.zip'), files);
    writeZip(join(archives, 'stored.zip'), files, { stored: true });
    writeZip(join(archives, 'large.zip'), files, { zip64: true });
    const inner = join(folder, dirname(Object.keys(files)[0]!));
    const paths = [
      inner,
      folder,
      ...['deflated', 'stored', 'large'].map((n) => join(archives, `${n}.zip`)),
    ];
    const all = [];
    for (const path of paths) all.push(await imported(path));
    for (const { ledger, tables } of all) {
      expect(ledger).toMatchObject({
        read: 3,
        accepted: { rating: 3 },
        quarantined: {},
        findings: [],
      });
      expect(tables).toMatchObject({
        ratings: { rowCount: 3 },
        items: { rowCount: 2 },
        users: { rowCount: 2 },
      });
      expect(tables).toEqual(all[0]!.tables);
    }
  });
});

describe('a folder with several data sets', () => {
  it('takes ratings and movies of one of them, not some of each', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'a/ratings.csv'), 'userId,movieId,rating,timestamp\n1,1,5.0,1\n');
    writeFileSync(join(folder, 'b/ratings.csv'), 'userId,movieId,rating,timestamp\n1,7,5.0,1\n');
    writeFileSync(join(folder, 'b/movies.csv'), 'movieId,title,genres\n7,Seven (1995),Drama\n');
    expect((await imported(folder)).ledger).toMatchObject({
      read: 1,
      accepted: { rating: 1 },
      quarantined: {},
    });
  });
});
