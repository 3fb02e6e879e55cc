import { join } from 'node:path';
import { sqlPaths, sqlString, type Tables } from '../store/index.ts';
import type { DatasetTable } from './dataset.ts';
import { likeRuleOf } from './like-rule.ts';
import type { DatasetParameters } from './parameters.ts';

/** What the statements below read. */
export interface TableInputs {
  readonly asOfMs: number;
  readonly parameters: DatasetParameters;
  /** `events.parquet` of every segment. */
  readonly eventPaths: readonly string[];
  /** Files of the catalogue snapshot; `null` when there is none. */
  readonly itemsPath: string | null;
  readonly usersPath: string | null;
  /** Folder that receives the tables. */
  readonly folder: string;
}

/** Columns of each table that its hash covers, and the column that groups them. */
export const TABLE_COLUMNS: Readonly<
  Record<DatasetTable, { readonly columns: readonly string[]; readonly group: string }>
> = {
  watches: {
    columns: [
      'user_id',
      'item_id',
      'started_ms',
      'ended_ms',
      'minutes',
      'last_minute',
      'completion',
    ],
    group: 'user_id',
  },
  ratings: { columns: ['user_id', 'item_id', 'time_ms', 'rating'], group: 'user_id' },
  exposures: { columns: ['user_id', 'time_ms', 'position', 'item_id'], group: 'user_id' },
  users: {
    columns: ['user_index', 'user_id', 'age', 'gender', 'occupation'],
    group: 'user_index // 4096',
  },
  items: {
    columns: [
      'item_index',
      'item_id',
      'title',
      'genres',
      'runtime_minutes',
      'release_year',
      'language',
      'collection',
    ],
    group: 'item_index // 4096',
  },
  positives: { columns: ['user_index', 'item_index', 'time_ms'], group: 'user_index' },
  seen: { columns: ['user_index', 'item_index', 'time_ms'], group: 'user_index' },
};

const EMPTY_ITEMS = `(SELECT NULL::VARCHAR AS item_id, NULL::VARCHAR AS title, NULL::VARCHAR[] AS genres,
  NULL::INTEGER AS runtime_minutes, NULL::INTEGER AS release_year, NULL::VARCHAR AS language,
  NULL::VARCHAR AS collection WHERE false)`;
const EMPTY_USERS = `(SELECT NULL::VARCHAR AS user_id, NULL::INTEGER AS age, NULL::VARCHAR AS gender,
  NULL::VARCHAR AS occupation WHERE false)`;

/**
 * Folds the accepted events up to an instant into the tables of a dataset, one Parquet file each.
 * Every statement sees only events at or before `asOfMs`.
 */
export async function buildTables(tables: Tables, inputs: TableInputs): Promise<void> {
  const { parameters, asOfMs } = inputs;
  const at = (table: DatasetTable): string =>
    `read_parquet(${sqlString(join(inputs.folder, `${table}.parquet`))})`;
  const events = `(SELECT * FROM read_parquet(${sqlPaths(inputs.eventPaths)}) WHERE time_ms <= ${asOfMs})`;
  const catalogueItems =
    inputs.itemsPath === null ? EMPTY_ITEMS : `read_parquet(${sqlString(inputs.itemsPath)})`;
  const catalogueUsers =
    inputs.usersPath === null ? EMPTY_USERS : `read_parquet(${sqlString(inputs.usersPath)})`;
  const write = (table: DatasetTable, select: string): Promise<void> =>
    tables.run(
      `COPY (${select}) TO ${sqlString(join(inputs.folder, `${table}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
    );

  await write('watches', watchesOf(events, catalogueItems, parameters));
  await write(
    'ratings',
    `SELECT DISTINCT user_id, item_id, time_ms, rating FROM ${events} WHERE kind = 'rating'
     ORDER BY user_id, time_ms, item_id, rating`,
  );
  await write('exposures', exposuresOf(events));
  await write('users', usersOf(at, catalogueUsers));
  await write('items', itemsOf(at, catalogueItems));
  await write('positives', positivesOf(at, events, parameters));
  await write('seen', seenOf(at));
}

/**
 * Ticks to sittings: sorted by time, a pause beyond the gap begins a new one. A whole watch, told
 * when it ended, began as many minutes before as it lasted, its last one not counted. Completion as
 * `completionOf` has it.
 */
const watchesOf = (
  events: string,
  items: string,
  { sittingGapMinutes }: DatasetParameters,
): string => `
  WITH ticks AS (
    SELECT DISTINCT user_id, item_id, minute, watched_minutes, time_ms,
      time_ms - (coalesce(watched_minutes, 1) - 1) * 60000 AS begun_ms
    FROM ${events} WHERE kind = 'watch'
  ), marked AS (
    SELECT *, CASE WHEN begun_ms - lag(time_ms) OVER (PARTITION BY user_id, item_id ORDER BY time_ms, minute)
      > ${sittingGapMinutes * 60_000} THEN 1 ELSE 0 END AS starts
    FROM ticks
  ), seated AS (
    SELECT *, sum(starts) OVER (PARTITION BY user_id, item_id ORDER BY time_ms, minute
      ROWS UNBOUNDED PRECEDING) AS sitting
    FROM marked
  ), folded AS (
    SELECT user_id, item_id, CAST(sitting AS INTEGER) AS sitting, min(begun_ms) AS started_ms,
      max(time_ms) AS ended_ms, CAST(count(DISTINCT minute) FILTER (WHERE watched_minutes IS NULL)
        + coalesce(sum(watched_minutes), 0) AS INTEGER) AS minutes,
      max(minute) AS last_minute
    FROM seated GROUP BY user_id, item_id, sitting
  )
  SELECT folded.user_id, folded.item_id, started_ms, ended_ms, minutes, last_minute,
    CASE WHEN runtime_minutes > 0 THEN least(1.0, (last_minute + 1) / runtime_minutes::DOUBLE) END AS completion
  FROM folded LEFT JOIN ${items} AS catalogue USING (item_id)
  ORDER BY user_id, started_ms, item_id`;

const exposuresOf = (events: string): string => `
  SELECT user_id, time_ms, CAST(generate_subscripts(item_ids, 1) AS INTEGER) AS position,
    unnest(item_ids) AS item_id
  FROM (SELECT DISTINCT user_id, time_ms, item_ids FROM ${events}
        WHERE kind = 'recommendation' AND status = 200)
  ORDER BY user_id, time_ms, position`;

type At = (table: DatasetTable) => string;

const usersOf = (at: At, catalogue: string): string => `
  SELECT CAST(row_number() OVER (ORDER BY user_id) - 1 AS INTEGER) AS user_index, user_id, age, gender, occupation
  FROM (SELECT user_id FROM ${at('watches')} UNION SELECT user_id FROM ${at('ratings')})
  LEFT JOIN ${catalogue} AS catalogue USING (user_id)
  ORDER BY user_index`;

/** Every item of the catalogue and every item that occurs, known to the catalogue or not. */
const itemsOf = (at: At, catalogue: string): string => `
  SELECT CAST(row_number() OVER (ORDER BY item_id) - 1 AS INTEGER) AS item_index, item_id,
    title, genres, runtime_minutes, release_year, language, collection
  FROM (SELECT item_id FROM ${at('watches')} UNION SELECT item_id FROM ${at('ratings')}
        UNION SELECT item_id FROM ${catalogue})
  LEFT JOIN ${catalogue} AS catalogue USING (item_id)
  ORDER BY item_index`;

/** As `likeRuleOf`, `tieKeyOf` have it. */
const positivesOf = (at: At, events: string, parameters: DatasetParameters): string => `
  WITH liked AS (
    SELECT user_id, item_id, min(time_ms) AS time_ms FROM (
      SELECT user_id, item_id, time_ms FROM ${events}
      WHERE kind = 'watch' AND minute >= ${likeRuleOf(parameters).fromMinute}
      UNION ALL
      SELECT user_id, item_id, time_ms FROM ${events}
      WHERE kind = 'rating' AND rating >= ${likeRuleOf(parameters).fromRating}
    ) GROUP BY user_id, item_id
  )
  SELECT user_index, item_index, time_ms
  FROM liked JOIN ${at('users')} USING (user_id) JOIN ${at('items')} USING (item_id)
  ORDER BY time_ms, md5(concat(${parameters.seed}, '/', user_id, '/', item_id)), user_index, item_index`;

const seenOf = (at: At): string => `
  SELECT user_index, item_index, max(time_ms) AS time_ms FROM (
    SELECT user_id, item_id, ended_ms AS time_ms FROM ${at('watches')}
    UNION ALL SELECT user_id, item_id, time_ms FROM ${at('ratings')}
  ) JOIN ${at('users')} USING (user_id) JOIN ${at('items')} USING (item_id)
  GROUP BY user_index, item_index
  ORDER BY user_index, time_ms, item_index`;
