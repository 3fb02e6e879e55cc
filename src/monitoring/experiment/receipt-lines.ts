import type { Tables } from '../../store/index.ts';
import type { LogNow } from './log-now.ts';

/** Receipts of the step by whose median the step's beginning is placed in the log's time. */
const FIRST = 5;
/** They are looked for among the earliest so many, then among ten times as many and so on. */
const EARLY = 200;

/** Receipts of a step as a relation, and the log from which their lines are. */
export interface StepReceipts {
  /** Relation: user_id, at_ms, arm, tier, age, list. */
  readonly receipts: string;
  readonly log: LogNow;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Receipts with the time of the line that they belong to: user_id, line_ms, tier, age, at_ms. A receipt
 * and a line belong together when user and list are the same, the first to the first, the second to the
 * second, from `fromMs` on.
 */
export const receiptLinesSql = ({ receipts, log, fromMs, toMs }: StepReceipts): string => `(
  SELECT r.user_id, l.time_ms AS line_ms, r.tier, r.age, r.at_ms FROM (
    SELECT *, row_number() OVER (PARTITION BY user_id, list ORDER BY at_ms) AS nth FROM ${receipts}
  ) AS r JOIN (
    SELECT user_id, time_ms, hash(item_ids) AS list,
      row_number() OVER (PARTITION BY user_id, item_ids ORDER BY time_ms, time_nanos, position) AS nth
    FROM ${log.events(fromMs, toMs)} SEMI JOIN ${receipts} USING (user_id)
    WHERE kind = 'recommendation' AND status = 200
  ) AS l USING (user_id, list, nth))`;

/**
 * When a step began by the log's time: the lines of the first few of its receipts say it, by their
 * median, so that one that was matched wrongly does not. Who asked before counts from their next
 * request. Lists may have been asked for that left no line, by people who look for themselves.
 * `null` while the lines have not come.
 */
export async function stepStart(tables: Tables, step: StepReceipts): Promise<number | null> {
  const [{ count }] = (await tables.rows<{ count: number }>(
    `SELECT CAST(count(*) AS DOUBLE) AS count FROM ${step.receipts}`,
  )) as [{ count: number }];
  for (let most = EARLY; ; most *= 10) {
    const early = `(SELECT * FROM ${step.receipts} ORDER BY at_ms, user_id LIMIT ${most})`;
    const rows = await tables.rows<{ lineMs: number }>(`SELECT line_ms AS "lineMs"
      FROM ${receiptLinesSql({ ...step, receipts: early })} ORDER BY at_ms, line_ms LIMIT ${FIRST}`);
    const times = rows.map(({ lineMs }) => lineMs).sort((a, b) => a - b);
    if (times.length === FIRST) return times[Math.floor(FIRST / 2)]!;
    if (most >= count) return null;
  }
}
