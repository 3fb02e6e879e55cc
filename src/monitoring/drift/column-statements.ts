import { AGE_BANDS } from '../../features/index.ts';
import { sqlPaths, sqlString } from '../../store/index.ts';
import { BUCKET_COUNT } from './day-profile.ts';
import { DRIFT_COLUMNS } from './drift-columns.ts';

/** What the statements of a day's columns read. */
export interface ProfileSource {
  /** Accepted events of the day, as a relation. */
  readonly dayEvents: string;
  readonly startMs: number;
  /** Prefix of the working tables. */
  readonly prefix: string;
  /** Parquet files of the snapshot; `null` where the catalogue lacks them. */
  readonly itemsPath: string | null;
  readonly usersPath: string | null;
  readonly itemCount: number;
  /** What was watched on the days just before, oldest first: user_id, item_id; `null` when unknown. */
  readonly pastPairs: readonly string[] | null;
  /** user_id, time_ms, tier and score of the answers that have a receipt; `null` where none has. */
  readonly receipts: string | null;
}

/** A statement that gives bucket, hour, category and number of one column. */
export interface ColumnStatement {
  readonly field: string;
  readonly select: string;
}

/** Titles that are counted by name; the others together. */
const LEADERS = 300;
const bucket = `CAST(hash(user_id) % ${BUCKET_COUNT} AS INTEGER)`;
const hourOf = (time: string, { startMs }: ProfileSource): string =>
  `CAST((${time} - ${startMs}) // 3600000 AS INTEGER)`;
const stepOf = (field: string): number =>
  DRIFT_COLUMNS.find((column) => column.field === field)!.step;

/**
 * Working tables of a profile, by name: lines counted by kind; the user-and-movie pairs that were
 * watched; everything that is no watch; the users of the day; the movies shown.
 */
export function workingTables(source: ProfileSource): Readonly<Record<string, string>> {
  const { prefix, dayEvents } = source;
  const hour = hourOf('time_ms', source);
  return {
    lines: `SELECT kind, ${bucket} AS b, ${hour} AS h, count(*) AS n FROM ${dayEvents} GROUP BY ALL`,
    pairs: `SELECT user_id, item_id, ${bucket} AS b, ${hourOf('min(time_ms)', source)} AS h,
      sum(coalesce(watched_minutes, 1)) AS minutes, max(minute) AS last_minute
      FROM ${dayEvents} WHERE kind = 'watch' GROUP BY user_id, item_id`,
    others: `SELECT kind, user_id, ${bucket} AS b, ${hour} AS h, rating, status, item_ids,
      row_number() OVER () AS id FROM ${dayEvents} WHERE kind <> 'watch'`,
    users: `SELECT user_id, ${bucket} AS b, min(h) AS h, bool_or(opened) AS opened FROM (
        SELECT user_id, h, false AS opened FROM ${prefix}_pairs
        UNION ALL SELECT user_id, h, kind = 'account' FROM ${prefix}_others
      ) GROUP BY user_id`,
    shown: `SELECT id, user_id, b, h, unnest(item_ids) AS item_id FROM ${prefix}_others
      WHERE kind = 'recommendation' AND status = 200`,
  };
}

/** The columns that can be counted with what there is. Each selects b, h, c (category) and n. */
export function columnStatements(source: ProfileSource): ColumnStatement[] {
  const { prefix, itemsPath, usersPath } = source;
  const columns: ColumnStatement[] = [
    { field: 'volume', select: `SELECT b, h, 'lines' AS c, n FROM ${prefix}_lines` },
    { field: 'kinds', select: `SELECT b, h, kind AS c, n FROM ${prefix}_lines` },
    { field: 'hours', select: `SELECT b, h, CAST(h AS VARCHAR) AS c, n FROM ${prefix}_lines` },
    {
      field: 'new-users',
      select: `SELECT b, h, if(opened, 'yes', 'no') AS c, 1 AS n FROM ${prefix}_users`,
    },
    { field: 'titles', select: titles(prefix) },
    { field: 'answers', select: answers(prefix) },
    { field: 'ratings', select: ratings(prefix) },
    { field: 'minutes', select: minutes(prefix) },
    { field: 'followed', select: followed(prefix) },
  ];
  if (usersPath !== null) columns.push({ field: 'ages', select: ages(prefix, usersPath) });
  if (itemsPath !== null) {
    columns.push(...withItems(prefix, itemsPath));
    if (source.pastPairs !== null)
      columns.push({ field: 'taste', select: taste(prefix, itemsPath, source.pastPairs) });
  }
  if (source.receipts !== null) columns.push(...withReceipts(source, source.receipts));
  return columns;
}

/** Columns whose number of different things a bucket and an hour must count for themselves. */
export function distinctStatements(source: ProfileSource): ColumnStatement[] {
  const { prefix, itemCount } = source;
  const by = (of: string, rest: string): string =>
    ['b', 'h']
      .map(
        (axis) =>
          `SELECT ${axis === 'b' ? 'b, NULL AS h' : 'NULL AS b, h'}, count(DISTINCT item_id) AS yes, ${rest} AS all_of FROM ${of} GROUP BY ${axis}`,
      )
      .join(' UNION ALL ');
  const coverage = { field: 'coverage', select: by(`${prefix}_shown`, 'count(*)') };
  if (itemCount === 0) return [coverage];
  return [
    coverage,
    {
      field: 'catalogue-share',
      select: by(`${prefix}_pairs`, `greatest(${itemCount}, count(DISTINCT item_id))`),
    },
  ];
}

const titles = (prefix: string): string => `
  SELECT b, h, CASE WHEN item_id IN (
      SELECT item_id FROM ${prefix}_pairs GROUP BY item_id ORDER BY count(*) DESC, item_id LIMIT ${LEADERS}
    ) THEN item_id ELSE '' END AS c, 1 AS n FROM ${prefix}_pairs`;

const answers = (prefix: string): string => `
  SELECT b, h, CASE status WHEN 200 THEN 'answered' WHEN 400 THEN 'voided' WHEN 0 THEN 'unanswered'
    ELSE 'other status' END AS c, 1 AS n FROM ${prefix}_others WHERE kind = 'recommendation'`;

const ratings = (prefix: string): string => `
  SELECT b, h, CAST(CAST(round(rating / ${stepOf('ratings')}) AS INTEGER) AS VARCHAR) AS c, 1 AS n
  FROM ${prefix}_others WHERE kind = 'rating'`;

const minutes = (prefix: string): string => `
  SELECT b, h, CAST(CAST(least(1440, coalesce(minutes, 0)) // ${stepOf('minutes')} AS INTEGER) AS VARCHAR) AS c, 1 AS n
  FROM ${prefix}_users LEFT JOIN (SELECT user_id, sum(minutes) AS minutes FROM ${prefix}_pairs GROUP BY user_id)
  USING (user_id)`;

/** An answer counts as followed when one of its movies was watched from its hour on. */
const followed = (prefix: string): string => `
  SELECT s.b, s.h, if(bool_or(p.h >= s.h), 'yes', 'no') AS c, 1 AS n
  FROM ${prefix}_shown AS s LEFT JOIN ${prefix}_pairs AS p USING (user_id, item_id) GROUP BY s.id, s.b, s.h`;

function ages(prefix: string, usersPath: string): string {
  const names = [...AGE_BANDS].reverse();
  const lowest = (band: string): number => Number(/^\d+/.exec(band)?.[0] ?? 0);
  const cases = AGE_BANDS.map((band) => `WHEN age >= ${lowest(band)} THEN '${band}'`).join(' ');
  return `SELECT b, h, CASE WHEN age IS NULL THEN 'unknown' ${cases} ELSE '${names[0]!}' END AS c, 1 AS n
    FROM ${prefix}_users LEFT JOIN read_parquet(${sqlString(usersPath)}) USING (user_id)`;
}

function withItems(prefix: string, itemsPath: string): ColumnStatement[] {
  const items = `read_parquet(${sqlString(itemsPath)})`;
  const genres = (of: string): string =>
    `SELECT b, h, unnest(genres) AS c, 1 AS n FROM ${of} JOIN ${items} USING (item_id)`;
  return [
    { field: 'genres', select: genres(`${prefix}_pairs`) },
    { field: 'shown-genres', select: genres(`${prefix}_shown`) },
    {
      field: 'completion',
      select: `SELECT b, h, CAST(CAST(floor(least(1, (last_minute + 1) / runtime_minutes::DOUBLE) / ${stepOf('completion')} + 1e-9) AS INTEGER) AS VARCHAR) AS c,
        1 AS n FROM ${prefix}_pairs JOIN ${items} USING (item_id) WHERE runtime_minutes > 0`,
    },
  ];
}

/** So many viewings of everybody's taste are added to what a viewer watched. */
const SHRINKAGE = 5;

/**
 * How much better a viewer's own last days foretell the genres of today than everybody's do: the
 * mean over the genres of what was watched of
 *
 *     log( (nᵤ(g) + a·q(g)) / ((nᵤ + a)·q(g)) )        q: everybody's shares, a: the shrinkage
 *
 * for those who watched something on the days before.
 */
function taste(prefix: string, itemsPath: string, pastPairs: readonly string[]): string {
  const genres = (of: string): string => `
    SELECT p.user_id, unnest(i.genres) AS g FROM ${of} AS p
    JOIN read_parquet(${sqlString(itemsPath)}) AS i USING (item_id)`;
  return `
    WITH past AS (SELECT user_id, g, count(*) AS n FROM (${genres(`read_parquet(${sqlPaths(pastPairs)})`)}) GROUP BY ALL),
    own AS (SELECT user_id, sum(n) AS n FROM past GROUP BY user_id),
    every AS (SELECT g, sum(n) / (SELECT sum(n) FROM past) AS q FROM past GROUP BY g),
    lifts AS (
      SELECT now.user_id, avg(ln((coalesce(past.n, 0) + ${SHRINKAGE} * q) / ((own.n + ${SHRINKAGE}) * q))) AS lift
      FROM (${genres(`${prefix}_pairs`)}) AS now
      JOIN own ON own.user_id = now.user_id JOIN every ON every.g = now.g
      LEFT JOIN past ON past.user_id = now.user_id AND past.g = now.g GROUP BY now.user_id
    )
    SELECT b, h, CAST(CAST(round(lift / ${stepOf('taste')}) AS INTEGER) AS VARCHAR) AS c, 1 AS n
    FROM lifts JOIN ${prefix}_users USING (user_id)`;
}

function withReceipts(source: ProfileSource, receipts: string): ColumnStatement[] {
  const at = `${bucket} AS b, ${hourOf('time_ms', source)} AS h`;
  return [
    { field: 'tiers', select: `SELECT ${at}, tier AS c, 1 AS n FROM ${receipts}` },
    {
      field: 'scores',
      select: `SELECT ${at}, CAST(CAST(round(asinh(score) / ${stepOf('scores')}) AS INTEGER) AS VARCHAR) AS c, 1 AS n
        FROM ${receipts} WHERE score IS NOT NULL`,
    },
  ];
}
