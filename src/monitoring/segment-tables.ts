import { ageBandOf } from '../features/index.ts';
import { sqlPaths } from '../store/index.ts';
import type { DaySource } from './day-source.ts';
import type { KnownCatalogue } from './known-catalogue.ts';

/** Whole numbers, so that sums do not depend on the order in which an engine adds them up. */
export const SCALES = { completion: 10_000, rating: 100, novelty: 1000 } as const;

/** Older than this is as this. */
const OLDEST = 130;
/** `list[1 + age]` is the band of an age. */
const BANDS = sqlPaths(Array.from({ length: OLDEST + 1 }, (_, age) => ageBandOf(age)));

/** Makes `users`: everybody with an event on the day. */
export async function buildUserTable(
  { tables, window, events, dayEvents, table }: DaySource,
  { users }: KnownCatalogue,
): Promise<void> {
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('users')} AS
    WITH today AS (SELECT DISTINCT user_id FROM ${dayEvents}),
    known AS (SELECT user_id FROM today
      SEMI JOIN (SELECT DISTINCT user_id FROM ${events(0, window.startMs)}) USING (user_id))
    SELECT t.user_id, k.user_id IS NULL AS is_new, u.age, coalesce(u.gender, 'unknown') AS gender,
      CASE WHEN u.age >= 0 THEN ${BANDS}[1 + least(u.age, ${OLDEST})] ELSE 'unknown' END AS age_band
    FROM today AS t LEFT JOIN known AS k USING (user_id) LEFT JOIN ${users} AS u USING (user_id)`);
}

/** Makes `popular`, `seated` and `exposed`, from the tables before them. */
export async function buildSegmentTables(
  source: DaySource,
  { items }: KnownCatalogue,
): Promise<void> {
  const { tables, window, table } = source;
  const began = `s.started_ms >= ${window.startMs} AND s.started_ms < ${window.endMs}`;
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('popular')} AS ${popularityOf(source)}`);
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('seated')} AS
    SELECT s.user_id, s.item_id, s.day_minutes, f.answer_id IS NOT NULL AS is_followed,
      ${began} AS began, ${completion('s')} AS completion, coalesce(p.popularity, 'tail') AS popularity
    FROM ${table('sittings')} AS s
    LEFT JOIN ${table('followed')} AS f USING (user_id, item_id, started_ms)
    LEFT JOIN ${items} AS r USING (item_id)
    LEFT JOIN ${table('popular')} AS p USING (item_id)
    WHERE s.day_minutes > 0 OR (${began})`);
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('exposed')} AS
    WITH credited AS (
      SELECT f.answer_id, f.item_id, f.position, f.minutes, ${completion('f')} AS completion,
        CASE WHEN g.time_ms >= f.started_ms THEN g.rating END AS rating
      FROM ${table('followed')} AS f LEFT JOIN ${items} AS r USING (item_id)
      LEFT JOIN ${ratings(source)} AS g USING (user_id, item_id)
    )
    SELECT e.answer_id, e.user_id, e.item_id, e.position, f.minutes,
      f.answer_id IS NOT NULL AS is_watched, f.completion, f.rating,
      coalesce(p.novelty, (SELECT max(novelty) FROM ${table('popular')}), 0) AS novelty,
      coalesce(p.popularity, 'tail') AS popularity, coalesce(u.is_new, false) AS is_new,
      coalesce(u.age_band, 'unknown') AS age_band, coalesce(u.gender, 'unknown') AS gender,
      coalesce(u.age, c.age) AS age, c.receipt_id, c.model_version, c.tier, c.variant, c.rules_id
    FROM ${table('shown')} AS e
    LEFT JOIN ${table('receipts')} AS c USING (answer_id)
    LEFT JOIN credited AS f USING (answer_id, item_id, position)
    LEFT JOIN ${table('popular')} AS p USING (item_id)
    LEFT JOIN ${table('users')} AS u ON e.user_id = u.user_id`);
}

/** Share of the runtime that a sitting reached; NULL when the runtime is not known. */
const completion = (of: string): string => `CASE WHEN r.runtime_minutes > 0 THEN
  CAST(round(${SCALES.completion} * least(1, (${of}.last_minute + 1) / r.runtime_minutes::DOUBLE)) AS BIGINT) END`;

/**
 * item_id, novelty and popularity of every movie that was watched in the time that was read. The
 * most watched that together have a third of the viewers are the head, the next third the middle.
 */
const popularityOf = ({ table }: DaySource): string => `
  WITH viewers AS (SELECT item_id, count(*) AS n FROM ${table('pairs')} GROUP BY item_id),
  ranked AS (SELECT item_id, n, sum(n) OVER () AS total,
    coalesce(sum(n) OVER (ORDER BY n DESC, item_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
      AS above FROM viewers)
  SELECT item_id, CAST(round(-${SCALES.novelty} * log2((n + 1) / (1.0 +
      (SELECT count(DISTINCT user_id) FROM ${table('pairs')})))) AS BIGINT) AS novelty,
    CASE WHEN above < total / 3 THEN 'head' WHEN above < 2 * total / 3 THEN 'middle' ELSE 'tail' END
      AS popularity
  FROM ranked`;

/** The last rating of a user and movie from the day on. */
const ratings = ({ window, events }: DaySource): string => `(
  SELECT user_id, item_id, max(time_ms) AS time_ms,
    arg_max(CAST(round(${SCALES.rating} * rating) AS BIGINT), time_ms * 1000 + CAST(round(100 * rating) AS BIGINT))
      AS rating
  FROM ${events(window.startMs, window.closesMs)} WHERE kind = 'rating' GROUP BY user_id, item_id)`;
