import { ATTRIBUTION } from './attribution.ts';
import type { DaySource } from './day-source.ts';

const GAP_MS = ATTRIBUTION.sittingGapMinutes * 60_000;
const WINDOW_MS = ATTRIBUTION.windowHours * 3_600_000;

/** Makes `answers` and `shown`. */
export async function buildAnswerTables({
  tables,
  window,
  events,
  table,
}: DaySource): Promise<void> {
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('answers')} AS
    SELECT row_number() OVER (ORDER BY time_ms, time_nanos, user_id, position) AS answer_id,
      time_ms, time_nanos, user_id, status, item_ids, error_text, latency_ms,
      time_ms >= ${window.startMs} AND time_ms < ${window.endMs} AS in_day
    FROM ${events(window.exposuresFromMs, window.closesMs)} WHERE kind = 'recommendation'`);
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('shown')} AS
    SELECT answer_id, user_id, unnest(item_ids) AS item_id,
      CAST(generate_subscripts(item_ids, 1) AS INTEGER) AS position
    FROM ${table('answers')} WHERE in_day AND status = 200`);
}

/**
 * Makes `pairs`, `sittings` and `followed`: carries out `ATTRIBUTION`.
 *
 * Ticks are first added up by user and movie. Only where a pair's ticks span more than the pause
 * that begins a new sitting can there be several, and only those ticks are put in order. A whole
 * watch, told when it ended, stands for the minutes it lasted, all of them counted where it ended.
 */
export async function buildSittingTables(source: DaySource): Promise<void> {
  const { tables, window, table } = source;
  const ticks = `(SELECT user_id, item_id, time_ms, minute, coalesce(watched_minutes, 1) AS length,
    time_ms - (coalesce(watched_minutes, 1) - 1) * 60000 AS begun_ms FROM ${source.events(window.ticksFromMs, window.closesMs)}
    WHERE kind = 'watch')`;
  const sums = `min(begun_ms) AS started_ms, max(time_ms) AS ended_ms, CAST(sum(length) AS INTEGER) AS minutes,
    CAST(coalesce(sum(length) FILTER (WHERE time_ms >= ${window.startMs} AND time_ms < ${window.endMs}), 0) AS INTEGER) AS day_minutes,
    max(minute) AS last_minute`;
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('pairs')} AS
    SELECT user_id, item_id, ${sums} FROM ${ticks} GROUP BY user_id, item_id`);
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('sittings')} AS
    WITH long AS (
      SELECT t.* FROM ${ticks} AS t SEMI JOIN
        (SELECT user_id, item_id FROM ${table('pairs')} WHERE ended_ms - started_ms > ${GAP_MS})
        USING (user_id, item_id)
    ), marked AS (
      SELECT *, CAST(begun_ms - lag(time_ms) OVER (PARTITION BY user_id, item_id ORDER BY time_ms)
        > ${GAP_MS} AS INTEGER) AS begins FROM long
    ), seated AS (
      SELECT *, coalesce(sum(begins) OVER (PARTITION BY user_id, item_id ORDER BY time_ms), 0) AS sitting
      FROM marked
    )
    SELECT user_id, item_id, started_ms, ended_ms, minutes, day_minutes, last_minute
    FROM ${table('pairs')} WHERE ended_ms - started_ms <= ${GAP_MS}
    UNION ALL
    SELECT user_id, item_id, ${sums} FROM seated GROUP BY user_id, item_id, sitting`);
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('followed')} AS ${followed(source)}`);
}

/**
 * The first sitting of a user and movie that begins within the window after an exposure, with the
 * last exposure before it. Watch lines have whole seconds, so an exposure counts from the
 * beginning of its second.
 */
const followed = ({ table }: DaySource): string => `
  WITH watched AS (
    SELECT e.* FROM (
      SELECT answer_id, user_id, time_ms // 1000 * 1000 AS from_ms, unnest(item_ids) AS item_id,
        CAST(generate_subscripts(item_ids, 1) AS INTEGER) AS position
      FROM ${table('answers')} WHERE status = 200
    ) AS e SEMI JOIN ${table('pairs')} USING (user_id, item_id)
  ), latest AS (
    SELECT user_id, item_id, from_ms, answer_id, position FROM watched
    QUALIFY row_number() OVER (PARTITION BY user_id, item_id, from_ms ORDER BY answer_id DESC, position) = 1
  )
  SELECT s.*, e.answer_id, e.position
  FROM ${table('sittings')} AS s ASOF JOIN latest AS e
    ON s.user_id = e.user_id AND s.item_id = e.item_id AND s.started_ms >= e.from_ms
  WHERE s.started_ms - e.from_ms <= ${WINDOW_MS}
  QUALIFY row_number() OVER (PARTITION BY s.user_id, s.item_id ORDER BY s.started_ms) = 1`;
