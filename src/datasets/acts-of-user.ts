import { sqlString, type Tables } from '../store/index.ts';
import { tablePath, type Dataset, type DatasetTable } from './dataset.ts';

/** A sitting of a user; titles are null where the catalogue said nothing. */
export interface UserWatch {
  readonly itemId: string;
  readonly title: string | null;
  readonly startedAt: string;
  readonly minutes: number;
  readonly completion: number | null;
}

/** A rating of a user. */
export interface UserRating {
  readonly itemId: string;
  readonly title: string | null;
  readonly at: string;
  readonly rating: number;
}

/** What a dataset has of one user, the latest first, at most `limit` of each kind. */
export async function actsOfUser(
  tables: Tables,
  dataset: Pick<Dataset, 'folder'>,
  { userId, limit }: { readonly userId: string; readonly limit: number },
): Promise<{ readonly watches: UserWatch[]; readonly ratings: UserRating[] }> {
  const from = (table: DatasetTable): string =>
    `read_parquet(${sqlString(tablePath(dataset, table))})`;
  const titled = (table: DatasetTable): string =>
    `${from(table)} AS act LEFT JOIN ${from('items')} AS item USING (item_id)`;
  const watches = await tables.rows<Omit<UserWatch, 'startedAt'> & { startedMs: number }>(
    `SELECT act.item_id AS "itemId", title, started_ms AS "startedMs", minutes, completion
     FROM ${titled('watches')} WHERE user_id = ? ORDER BY started_ms DESC, act.item_id LIMIT ?`,
    [userId, limit],
  );
  const ratings = await tables.rows<Omit<UserRating, 'at'> & { timeMs: number }>(
    `SELECT act.item_id AS "itemId", title, time_ms AS "timeMs", rating
     FROM ${titled('ratings')} WHERE user_id = ? ORDER BY time_ms DESC, act.item_id LIMIT ?`,
    [userId, limit],
  );
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    watches: watches.map(({ startedMs, ...of }) => ({ ...of, startedAt: iso(startedMs) })),
    ratings: ratings.map(({ timeMs, ...of }) => ({ ...of, at: iso(timeMs) })),
  };
}
