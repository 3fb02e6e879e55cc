import type { Item, User } from '../domain/catalogue-records.ts';
import { itemId, userId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';

interface ItemRow {
  readonly item_id: string;
  readonly title: string;
  readonly genres: readonly string[];
  readonly runtime_minutes: number | null;
  readonly release_year: number | null;
  readonly language: string | null;
  readonly collection: string | null;
  readonly release_date: string | null;
  readonly production_companies: readonly string[];
  readonly licence_cost: number | null;
}

/** Reads `items.parquet`. */
export async function readItems(tables: Tables, path: string): Promise<Item[]> {
  const rows = await tables.rows<ItemRow>(`SELECT * FROM read_parquet(${sqlString(path)})`);
  return rows.map((row) => ({
    itemId: itemId(row.item_id),
    title: row.title,
    genres: row.genres,
    runtimeMinutes: row.runtime_minutes,
    releaseYear: row.release_year,
    language: row.language,
    collection: row.collection,
    releaseDate: row.release_date,
    productionCompanies: row.production_companies,
    licenceCost: row.licence_cost,
  }));
}

/** Reads `users.parquet`. */
export async function readUsers(tables: Tables, path: string): Promise<User[]> {
  const users: User[] = [];
  await tables.columns(
    `SELECT user_id, age, gender, occupation FROM read_parquet(${sqlString(path)})`,
    ([ids, ages, genders, occupations]) => {
      for (const [row, id] of ids!.entries())
        users.push({
          userId: userId(id as string),
          age: ages![row] as number | null,
          gender: genders![row] as User['gender'],
          occupation: occupations![row] as string | null,
        });
    },
  );
  return users;
}

/** An id that the API said there is not. */
export interface MissingId {
  readonly kind: 'item' | 'user';
  readonly id: string;
  readonly askedMs: number;
}

/** Reads `missing.parquet`. */
export async function readMissing(tables: Tables, path: string): Promise<MissingId[]> {
  return tables.rows<MissingId>(
    `SELECT kind, id, asked_ms AS "askedMs" FROM read_parquet(${sqlString(path)})`,
  );
}
