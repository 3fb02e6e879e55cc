import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sqlPaths } from '../store/index.ts';
import type { DaySource } from './day-source.ts';

/**
 * Makes `receipts`: receipt_id, at_ms, user_id, tier, model_version, variant, rules_id, our_ms, age as serving
 * knew it, and answer_id and line_ms of the line in the stream that it belongs to (NULL where there
 * is none; answer_id also where it is of another time). Only users who asked on the day are
 * looked at.
 *
 * The stream does not carry receipt ids, and the clock that receipts are written by may be another
 * one than the stream's, so a receipt and a line belong together when user and list are identical;
 * where a user got the same list several times, the first receipt goes with the first line, the
 * second with the second. For that all their lines and receipts are read, from the beginning on.
 *
 * The receipts are read as the JSON lines that `Receipt` describes; torn lines are skipped.
 *
 * @param folder where the exposure log lies
 * @returns whether there is any receipt at all
 */
export async function buildReceiptTable(source: DaySource, folder: string): Promise<boolean> {
  const { tables, window, table } = source;
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
    : [];
  const askers = `(SELECT DISTINCT user_id FROM ${table('answers')} WHERE in_day)`;
  const written = files.length === 0 ? NONE : readJson(files.map((name) => join(folder, name)));
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table('receipts')} AS
    WITH written AS (
      SELECT *, row_number() OVER (PARTITION BY user_id, item_ids ORDER BY at_ms, receipt_id) AS nth
      FROM ${written} SEMI JOIN ${askers} USING (user_id)
    ), lines AS (
      SELECT user_id, item_ids, time_ms, time_nanos,
        row_number() OVER (PARTITION BY user_id, item_ids ORDER BY time_ms, time_nanos, position) AS nth
      FROM ${source.events(0, window.closesMs)} SEMI JOIN ${askers} USING (user_id)
      WHERE kind = 'recommendation' AND status = 200
    ), numbered AS (
      SELECT l.user_id, l.item_ids, l.nth, l.time_ms, a.answer_id FROM lines AS l LEFT JOIN (
        SELECT user_id, item_ids, time_ms, time_nanos, answer_id FROM ${table('answers')} WHERE status = 200
      ) AS a USING (user_id, item_ids, time_ms, time_nanos)
    )
    SELECT receipt_id, at_ms, w.user_id, tier, model_version, variant, rules_id, our_ms, age, n.answer_id,
      n.time_ms AS line_ms, n.nth IS NOT NULL AS in_stream
    FROM written AS w LEFT JOIN numbered AS n USING (user_id, item_ids, nth)`);
  if (files.length === 0) return false;
  const [any] = await tables.rows<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${written} LIMIT 1)`,
  );
  return any!.n > 0;
}

/**
 * Receipts that were written between two instants of our own clock for users who did not ask on the
 * day, of lists that the stream shows them on no day around: answers that we think we gave and of
 * which the stream has nothing at all.
 */
export async function countUnasked(
  { tables, table }: DaySource,
  folder: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const [row] = await tables.rows<{ n: number }>(`SELECT count(*) AS n
    FROM ${readJson(files.map((name) => join(folder, name)))}
    ANTI JOIN (SELECT user_id FROM ${table('answers')} WHERE in_day) USING (user_id)
    ANTI JOIN (SELECT user_id, item_ids FROM ${table('answers')} WHERE status = 200)
      USING (user_id, item_ids)
    WHERE at_ms BETWEEN ${fromMs} AND ${toMs}`);
  return row!.n;
}

const NONE = `(SELECT NULL::VARCHAR AS receipt_id, NULL::DOUBLE AS at_ms, NULL::VARCHAR AS user_id,
  NULL::VARCHAR AS tier, NULL::VARCHAR AS model_version, NULL::VARCHAR AS variant,
  NULL::VARCHAR AS rules_id, NULL::DOUBLE AS our_ms, NULL::INTEGER AS age, NULL::VARCHAR[] AS item_ids WHERE false)`;

const readJson = (paths: readonly string[]): string => `(
  SELECT "receiptId" AS receipt_id, "atMs" AS at_ms, "userId" AS user_id, tier,
    "modelVersion" AS model_version, trace.variant AS variant, trace."rulesId" AS rules_id,
    trace."user".age AS age, "latencyMs" AS our_ms, list_transform(exposures, e -> e."itemId") AS item_ids
  FROM read_json(${sqlPaths(paths)}, format = 'newline_delimited', ignore_errors = true, columns = {
    "receiptId": 'VARCHAR', "atMs": 'DOUBLE', "userId": 'VARCHAR', tier: 'VARCHAR',
    "modelVersion": 'VARCHAR', "latencyMs": 'DOUBLE', exposures: 'STRUCT("itemId" VARCHAR)[]',
    trace: 'STRUCT(variant VARCHAR, "rulesId" VARCHAR, "user" STRUCT(age INTEGER))'})
  WHERE "receiptId" IS NOT NULL AND "userId" IS NOT NULL AND tier IS NOT NULL AND exposures IS NOT NULL)`;
