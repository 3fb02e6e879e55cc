import type { Item, User } from '../domain/catalogue-records.ts';
import { itemId, userId, type ItemId, type UserId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { tablePath, type Dataset, type DatasetTable } from './dataset.ts';
import type { Positives } from './positives.ts';

const from = (dataset: Dataset, table: DatasetTable): string =>
  `read_parquet(${sqlString(tablePath(dataset, table))})`;

/** The ids behind the indexes of a dataset. */
export interface Vocabularies {
  readonly userIds: readonly UserId[];
  readonly itemIds: readonly ItemId[];
}

/** Reads the users' and items' ids in order of their index. */
export async function loadVocabularies(tables: Tables, dataset: Dataset): Promise<Vocabularies> {
  const userIds: UserId[] = [];
  const itemIds: ItemId[] = [];
  await tables.columns(
    `SELECT user_id FROM ${from(dataset, 'users')} ORDER BY user_index`,
    ([ids]) => {
      for (const id of ids as string[]) userIds.push(userId(id));
    },
  );
  await tables.columns(
    `SELECT item_id FROM ${from(dataset, 'items')} ORDER BY item_index`,
    ([ids]) => {
      for (const id of ids as string[]) itemIds.push(itemId(id));
    },
  );
  return { userIds, itemIds };
}

/** Pairs of a dataset with an instant each; columns run parallel. */
export interface TimedPairs {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly timesMs: Float64Array;
}

async function loadPairs(tables: Tables, statement: string, rowCount: number): Promise<TimedPairs> {
  const users = new Uint32Array(rowCount);
  const items = new Uint32Array(rowCount);
  const timesMs = new Float64Array(rowCount);
  let at = 0;
  await tables.columns(statement, ([u, i, t], count) => {
    for (let k = 0; k < count; k++, at++) {
      users[at] = u![k] as number;
      items[at] = i![k] as number;
      timesMs[at] = t![k] as number;
    }
  });
  return { users, items, timesMs };
}

/** What the users liked, in order of time: see `Positives`. */
export async function loadPositives(tables: Tables, dataset: Dataset): Promise<Positives> {
  const { rowCount } = dataset.manifest.content.tables.positives;
  const statement = `SELECT user_index, item_index, time_ms FROM ${from(dataset, 'positives')}`;
  return {
    ...(await loadVocabularies(tables, dataset)),
    ...(await loadPairs(tables, statement, rowCount)),
  };
}

/** Every item a user had any contact with, ordered by user, then by the last contact. */
export async function loadSeen(tables: Tables, dataset: Dataset): Promise<TimedPairs> {
  const { rowCount } = dataset.manifest.content.tables.seen;
  return loadPairs(
    tables,
    `SELECT user_index, item_index, time_ms FROM ${from(dataset, 'seen')}`,
    rowCount,
  );
}

/** The users with what the catalogue says of them, in order of their index. */
export async function loadUsers(tables: Tables, dataset: Dataset): Promise<User[]> {
  const rows = await tables.rows<{
    user_id: string;
    age: number | null;
    gender: string | null;
    occupation: string | null;
  }>(`SELECT user_id, age, gender, occupation FROM ${from(dataset, 'users')} ORDER BY user_index`);
  return rows.map((row) => ({
    userId: userId(row.user_id),
    age: row.age,
    gender: row.gender === 'M' || row.gender === 'F' ? row.gender : null,
    occupation: row.occupation,
  }));
}

/** The items with what the catalogue says of them, in order of their index. */
export async function loadItems(tables: Tables, dataset: Dataset): Promise<Item[]> {
  const rows = await tables.rows<{
    item_id: string;
    title: string | null;
    genres: string[] | null;
    runtime_minutes: number | null;
    release_year: number | null;
    language: string | null;
    collection: string | null;
  }>(`SELECT * FROM ${from(dataset, 'items')} ORDER BY item_index`);
  return rows.map((row) => ({
    itemId: itemId(row.item_id),
    title: row.title ?? '',
    genres: row.genres ?? [],
    runtimeMinutes: row.runtime_minutes,
    releaseYear: row.release_year,
    language: row.language,
    collection: row.collection,
  }));
}
