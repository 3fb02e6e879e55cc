import {
  OCCUPATIONS,
  unusable,
  type CatalogueRow,
  type CatalogueRows,
  type Parsed,
} from '../catalogue/index.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import { errorOf } from '../domain/errors.ts';
import { itemId, userId } from '../domain/ids.ts';
import { isDigits } from '../events/index.ts';
import { csvFields } from './file-catalogue-csv.ts';
import { textLines } from './file-source-text.ts';
import type { MovielensLayout } from './movielens-layout.ts';
import type { Members } from './movielens-members.ts';
import { GENRES_100K } from './movielens-vocabulary.ts';

/** The movies of a MovieLens data set; the year comes from the end of the title. */
export const movielensMovies = (
  members: Members,
  layout: MovielensLayout,
): CatalogueRows<Item> => ({
  name: `${members.path}: ${layout.movies}`,
  rows: rowsOf(members, layout.movies, {
    header: layout.name === 'csv' ? MOVIE_HEADER : null,
    parse: (line) => parseMovie(layout.name, line),
  }),
});

/** The users of a MovieLens data set, `null` where none are published. */
export const movielensUsers = (
  members: Members,
  layout: MovielensLayout,
): CatalogueRows<User> | null =>
  layout.users === null
    ? null
    : {
        name: `${members.path}: ${layout.users}`,
        rows: rowsOf(members, layout.users, {
          header: null,
          parse: (line) => parseUserRow(layout.name, line),
        }),
      };

const MOVIE_HEADER = 'movieId,title,genres';

async function* rowsOf<T>(
  members: Members,
  member: string,
  { header, parse }: { header: string | null; parse: (line: string) => Parsed<T> },
): AsyncGenerator<CatalogueRow<T>> {
  for await (const { number, text } of textLines(members.open(member))) {
    if (number === 1 && header !== null) requireHeader(`${members.path}: ${member}`, text, header);
    else if (text !== '') yield { line: number, parsed: parse(text) };
  }
}

/** @throws DataError `CATALOGUE_COLUMNS` */
export function requireHeader(path: string, found: string, expected: string): void {
  if (found === expected) return;
  throw errorOf('CATALOGUE_COLUMNS', { path, found: found.slice(0, 200), expected });
}

function parseMovie(layout: MovielensLayout['name'], line: string): Parsed<Item> {
  const fields = layout === 'csv' ? csvFields(line) : line.split(layout === 'colons' ? '::' : '|');
  const [id, title, ...rest] = fields;
  if (!isDigits(id!, 0, id!.length)) return unusable(`no movie id: ${id!.slice(0, 60)}`);
  if (title === undefined || rest.length === 0) return unusable(`${fields.length} fields`);
  const year = /\s*\((\d{4})(?:[-\u2013]\d{0,4})?\)\s*$/.exec(title);
  const value: Item = {
    itemId: itemId(id!),
    title: (year === null ? title : title.slice(0, year.index)).trim(),
    genres: layout === 'tabs' ? flaggedGenres(rest) : namedGenres(rest[0]!),
    runtimeMinutes: null,
    releaseYear: year === null ? null : Number(year[1]),
    language: null,
    collection: null,
  };
  return { ok: true, value };
}

const namedGenres = (text: string): string[] =>
  text === '' || text === '(no genres listed)' ? [] : text.split('|');

/** 19 flags at the end of the row, `1` where the movie has the genre. */
const flaggedGenres = (fields: readonly string[]): string[] => {
  const flags = fields.slice(-GENRES_100K.length);
  return GENRES_100K.filter((genre, place) => flags[place] === '1' && genre !== 'unknown');
};

/** Ages of MovieLens-1M are the lower ends of brackets; the bracket under 18 (code 1) counts as unknown. */
function parseUserRow(layout: MovielensLayout['name'], line: string): Parsed<User> {
  const fields = line.split(layout === 'colons' ? '::' : '|');
  if (fields.length < 4) return unusable(`${fields.length} fields`);
  const [id, second, third, work] = fields as [string, string, string, string];
  if (!isDigits(id, 0, id.length)) return unusable(`no user id: ${id.slice(0, 60)}`);
  const [gender, age] = layout === 'colons' ? [second, third] : [third, second];
  const value: User = {
    userId: userId(id),
    age: /^[1-9]\d$/.test(age) ? Number(age) : null,
    gender: gender === 'M' || gender === 'F' ? gender : null,
    occupation: layout === 'colons' ? (OCCUPATIONS[Number(work)] ?? null) : work,
  };
  return { ok: true, value };
}
