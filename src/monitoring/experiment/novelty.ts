import type { LogNow } from './log-now.ts';

const DAY_MS = 86_400_000;
const DAYS = 7;

/**
 * item_id, novelty: how little a title is known, −log₂ of the share of viewers who watched it in the
 * week before an instant, the same for all looks at an experiment.
 */
export function noveltySql(log: LogNow, untilMs: number): string {
  const watched = `(SELECT DISTINCT user_id, item_id FROM ${log.events(untilMs - DAYS * DAY_MS, untilMs)}
    WHERE kind = 'watch')`;
  return `(SELECT item_id, -log2((count(*) + 1) / (1.0 + (SELECT count(DISTINCT user_id) FROM ${watched})))
    AS novelty FROM ${watched} GROUP BY item_id)`;
}
