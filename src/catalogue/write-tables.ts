import type { Item, User } from '../domain/catalogue-records.ts';

import type { ColumnType, Tables } from '../store/index.ts';
import type { MissingId } from './read-tables.ts';

const ITEM_COLUMNS = {
  item_id: 'VARCHAR',
  title: 'VARCHAR',
  genres: 'VARCHAR[]',
  runtime_minutes: 'INTEGER',
  release_year: 'INTEGER',
  language: 'VARCHAR',
  collection: 'VARCHAR',
  release_date: 'VARCHAR',
  production_companies: 'VARCHAR[]',
  licence_cost: 'DOUBLE',
} as const satisfies Record<string, ColumnType>;

const USER_COLUMNS = {
  user_id: 'VARCHAR',
  age: 'INTEGER',
  gender: 'VARCHAR',
  occupation: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** Writes `items.parquet`. */
export const writeItems = (tables: Tables, path: string, items: readonly Item[]): Promise<void> =>
  writeRows(tables, path, {
    columns: ITEM_COLUMNS,
    values: [
      items.map((item) => item.itemId),
      items.map((item) => item.title),
      items.map((item) => item.genres),
      items.map((item) => item.runtimeMinutes),
      items.map((item) => item.releaseYear),
      items.map((item) => item.language),
      items.map((item) => item.collection),
      items.map((item) => item.releaseDate ?? null),
      items.map((item) => item.productionCompanies ?? []),
      items.map((item) => item.licenceCost ?? null),
    ],
  });

const MISSING_COLUMNS = {
  kind: 'VARCHAR',
  id: 'VARCHAR',
  asked_ms: 'BIGINT',
} as const satisfies Record<string, ColumnType>;

/** Writes `missing.parquet`. */
export const writeMissing = (
  tables: Tables,
  path: string,
  missing: readonly MissingId[],
): Promise<void> =>
  writeRows(tables, path, {
    columns: MISSING_COLUMNS,
    values: [
      missing.map(({ kind }) => kind),
      missing.map(({ id }) => id),
      missing.map(({ askedMs }) => askedMs),
    ],
  });

/** Writes `users.parquet`. */
export const writeUsers = (tables: Tables, path: string, users: readonly User[]): Promise<void> =>
  writeRows(tables, path, {
    columns: USER_COLUMNS,
    values: [
      users.map((user) => user.userId),
      users.map((user) => user.age),
      users.map((user) => user.gender),
      users.map((user) => user.occupation),
    ],
  });

async function writeRows(
  tables: Tables,
  path: string,
  { columns, values }: { columns: Record<string, ColumnType>; values: readonly unknown[][] },
): Promise<void> {
  const writer = await tables.writeParquet(path, columns);
  try {
    await writer.append({ rowCount: values[0]!.length, columns: values });
    await writer.close();
  } catch (thrown) {
    await writer.discard();
    throw thrown;
  }
}
