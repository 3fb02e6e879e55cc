import { join } from 'node:path';
import { sqlString, type Tables } from '../store/index.ts';
import type { Snapshot } from './snapshot.ts';

/** What items are looked for. */
export interface ItemSearch {
  /** Words that the title has, in any order and case, or the beginning of an id. */
  readonly search?: string | undefined;
  readonly genre?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Where a page goes on and how long it is. */
export interface CataloguePage<K> {
  readonly limit: number;
  /** The last entry of the page before; `null` for the first. */
  readonly after: K | null;
}

/** An item as it is listed. */
export interface ListedItem {
  readonly itemId: string;
  readonly title: string;
  readonly genres: string[];
  readonly language: string | null;
  readonly releaseYear: number | null;
  readonly runtimeMinutes: number | null;
  readonly collection: string | null;
}

/** A user as they are listed. */
export interface ListedUser {
  readonly userId: string;
  readonly age: number | null;
  readonly gender: 'M' | 'F' | null;
  readonly occupation: string | null;
}

const LISTED = `item_id AS "itemId", title, genres, language, release_year AS "releaseYear",
  runtime_minutes AS "runtimeMinutes", collection`;

/** Items of a snapshot that fit, in order of title and id, and how many there are. */
export async function searchItems(
  tables: Tables,
  snapshot: Snapshot,
  { limit, after, ...search }: ItemSearch & CataloguePage<{ title: string; itemId: string }>,
): Promise<{ readonly total: number; readonly items: ListedItem[] }> {
  const from = `read_parquet(${sqlString(join(snapshot.folder, 'items.parquet'))})`;
  const { where, values } = conditionsOf(search);
  const [counted] = await tables.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${from} WHERE ${where}`,
    values,
  );
  const items = await tables.rows<ListedItem>(
    `SELECT ${LISTED} FROM ${from} WHERE ${where}
     ${after === null ? '' : 'AND (title, item_id) > (?, ?)'} ORDER BY title, item_id LIMIT ?`,
    [...values, ...(after === null ? [] : [after.title, after.itemId]), limit],
  );
  return { total: counted!.n, items: items.map((item) => ({ ...item, genres: [...item.genres] })) };
}

function conditionsOf({ search = '', genre, ids }: ItemSearch): {
  readonly where: string;
  readonly values: string[];
} {
  const words = search.split(/\s+/).filter((word) => word !== '');
  const parts: [string, ...string[]][] = [
    ...words.map((word): [string, ...string[]] => [
      '(contains(lower(title), lower(?)) OR starts_with(item_id, ?))',
      word,
      word,
    ]),
    ...(genre === undefined ? [] : [['list_contains(genres, ?)', genre] as [string, string]]),
    ...(ids === undefined
      ? []
      : [[`item_id IN (${ids.map(() => '?').join(', ')})`, ...ids] as [string, ...string[]]]),
  ];
  return {
    where: ['true', ...parts.map(([sql]) => sql)].join(' AND '),
    values: parts.flatMap(([, ...given]) => given),
  };
}

/** Users of a snapshot whose id begins so, in order of the id as a number, and how many there are. */
export async function searchUsers(
  tables: Tables,
  snapshot: Snapshot,
  { search, limit, after }: { readonly search?: string | undefined } & CataloguePage<string>,
): Promise<{ readonly total: number; readonly users: ListedUser[] }> {
  const from = `read_parquet(${sqlString(join(snapshot.folder, 'users.parquet'))})`;
  const begins = search === undefined ? 'true' : 'starts_with(user_id, ?)';
  const values = search === undefined ? [] : [search];
  const [counted] = await tables.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${from} WHERE ${begins}`,
    values,
  );
  const users = await tables.rows<ListedUser>(
    `SELECT user_id AS "userId", age, gender, occupation FROM ${from} WHERE ${begins}
     ${after === null ? '' : 'AND (length(user_id), user_id) > (length(?), ?)'}
     ORDER BY length(user_id), user_id LIMIT ?`,
    [...values, ...(after === null ? [] : [after, after]), limit],
  );
  return { total: counted!.n, users };
}

/** The user of an id; `null` where the snapshot has none. */
export async function findUser(
  tables: Tables,
  snapshot: Snapshot,
  id: string,
): Promise<ListedUser | null> {
  const [user] = await tables.rows<ListedUser>(
    `SELECT user_id AS "userId", age, gender, occupation
     FROM read_parquet(${sqlString(join(snapshot.folder, 'users.parquet'))}) WHERE user_id = ?`,
    [id],
  );
  return user ?? null;
}

/** How many items there are by genre and by language, the most frequent first. */
export async function itemFacets(
  tables: Tables,
  snapshot: Snapshot,
): Promise<{
  readonly genres: { genre: string; items: number }[];
  readonly languages: { language: string; items: number }[];
}> {
  const from = `read_parquet(${sqlString(join(snapshot.folder, 'items.parquet'))})`;
  return {
    genres: await tables.rows(
      `SELECT genre, count(*) AS items FROM (SELECT unnest(genres) AS genre FROM ${from})
       GROUP BY genre ORDER BY items DESC, genre`,
    ),
    languages: await tables.rows(
      `SELECT language, count(*) AS items FROM ${from} WHERE language IS NOT NULL
       GROUP BY language ORDER BY items DESC, language`,
    ),
  };
}

/** The item of an id; `null` where the snapshot has none. */
export async function findItem(
  tables: Tables,
  snapshot: Snapshot,
  id: string,
): Promise<
  | (ListedItem & {
      readonly releaseDate: string | null;
      readonly productionCompanies: string[];
      readonly licenceCost: number | null;
    })
  | null
> {
  const [item] = await tables.rows<
    ListedItem & {
      readonly releaseDate: string | null;
      readonly productionCompanies: readonly string[] | null;
      readonly licenceCost: number | null;
    }
  >(
    `SELECT ${LISTED}, release_date AS "releaseDate",
       production_companies AS "productionCompanies", licence_cost AS "licenceCost"
     FROM read_parquet(${sqlString(join(snapshot.folder, 'items.parquet'))}) WHERE item_id = ?`,
    [id],
  );
  if (item === undefined) return null;
  return {
    ...item,
    genres: [...item.genres],
    productionCompanies: [...(item.productionCompanies ?? [])],
  };
}
