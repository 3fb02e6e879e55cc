import {
  parseItem,
  parseUser,
  unusable,
  type CatalogueRow,
  type CatalogueRows,
  type Parsed,
} from '../catalogue/index.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import { errorOf } from '../domain/errors.ts';
import { csvFields } from './file-catalogue-csv.ts';
import { fileLines } from './file-source-text.ts';

/** Movies from a file that has one answer of the movie API a line (`.jsonl`, also packed). */
export const movieFile = (path: string): CatalogueRows<Item> => ({
  name: path,
  rows: itemRows(path),
});

/**
 * Users from a CSV file (also packed) with the columns user_id, age, occupation and gender in any
 * order; others are ignored.
 */
export const userFile = (path: string): CatalogueRows<User> => ({
  name: path,
  rows: userRows(path),
});

async function* itemRows(path: string): AsyncGenerator<CatalogueRow<Item>> {
  for await (const { number, text } of fileLines(path))
    if (text.trim() !== '') yield { line: number, parsed: parseItemLine(text) };
}

function parseItemLine(text: string): Parsed<Item> {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return unusable('no JSON');
  }
  return parseItem(answer);
}

const USER_COLUMNS = ['user_id', 'age', 'occupation', 'gender'] as const;

/** @throws DataError `CATALOGUE_COLUMNS` when the header lacks a column */
async function* userRows(path: string): AsyncGenerator<CatalogueRow<User>> {
  let places: number[] | null = null;
  for await (const { number, text } of fileLines(path)) {
    const fields = csvFields(text);
    if (places === null) places = userColumns(path, fields);
    else if (text.trim() !== '') yield { line: number, parsed: parseUserFields(fields, places) };
  }
}

function userColumns(path: string, header: readonly string[]): number[] {
  const names = header.map((name) => name.trim());
  const places = USER_COLUMNS.map((name) => names.indexOf(name));
  if (places.every((place) => place >= 0)) return places;
  throw errorOf('CATALOGUE_COLUMNS', {
    path,
    found: names.join(', ').slice(0, 200),
    expected: USER_COLUMNS.join(', '),
  });
}

function parseUserFields(fields: readonly string[], places: readonly number[]): Parsed<User> {
  const [userId, age, occupation, gender] = places.map((place) => fields[place]);
  if (userId === undefined || age === undefined || occupation === undefined || gender === undefined)
    return unusable(`${fields.length} fields`);
  return parseUser({ userId, age, occupation, gender });
}
