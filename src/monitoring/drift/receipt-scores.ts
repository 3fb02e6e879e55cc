import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sqlPaths } from '../../store/index.ts';
import type { DaySource } from '../day-source.ts';

/**
 * The answers of the day that have a receipt, as a relation: user_id, time_ms by the stream, tier,
 * and the score of the first place (NULL where nothing scored it). `null` where no answer has one.
 *
 * @param folder where the exposure log lies
 */
export async function receiptScores(
  { tables, table }: DaySource,
  folder: string,
): Promise<string | null> {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
    : [];
  const matched = `(SELECT r.receipt_id, r.tier, a.user_id, a.time_ms FROM ${table('receipts')} AS r
    JOIN ${table('answers')} AS a USING (answer_id) WHERE a.in_day)`;
  const [row] = await tables.rows<{ n: number }>(`SELECT count(*) AS n FROM ${matched}`);
  if (row!.n === 0 || files.length === 0) return null;
  return `(SELECT user_id, time_ms, tier, score FROM ${matched} LEFT JOIN (
    SELECT "receiptId" AS receipt_id, exposures[1].score AS score
    FROM read_json(${sqlPaths(files.map((name) => join(folder, name)))}, format = 'newline_delimited',
      ignore_errors = true, columns = {"receiptId": 'VARCHAR', exposures: 'STRUCT(score DOUBLE)[]'})
  ) USING (receipt_id))`;
}
