import {
  compareArms,
  EXPERIMENT_ARMS,
  measuredBy,
  sumsOf,
  type ExperimentPlan,
  type ForecastBasis,
  type UserOutcome,
} from '../../rollout/index.ts';
import { userId } from '../../domain/ids.ts';
import { knownCatalogue } from '../known-catalogue.ts';
import type { LogNow } from './log-now.ts';
import { noveltySql } from './novelty.ts';
import type { FactsPorts } from './step-watch.ts';
import { userMetricsSql, type MetricSource } from './user-metrics.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days that are looked back for users. */
const DAYS = 7;
const NO_RECEIPTS = `(SELECT NULL::VARCHAR AS user_id, NULL::BIGINT AS line_ms, NULL::VARCHAR AS tier,
  NULL::INTEGER AS age WHERE false)`;

/**
 * What the log says of the service as far as an experiment depends on it: how far users' outcomes
 * spread, measured as the experiment would measure them in the last days; how many users ask, and how
 * many of them on a day. What the time before foretells is not taken out: it makes an experiment
 * shorter than it is said to be.
 *
 * @returns `null` where the log has no day and a window with two users yet, or the deciding metric
 *   cannot be told from it
 */
export async function powerBasis(
  ports: FactsPorts,
  plan: ExperimentPlan,
  log: LogNow,
): Promise<(ForecastBasis & { readonly mean: number }) | null> {
  if (log.reachMs === null) return null;
  const traffic = await trafficOf(ports, log, log.reachMs);
  if (traffic === null) return null;
  const outcomes = await outcomesBefore(ports, { plan, log, reachMs: log.reachMs });
  // Two arms of one kind: their difference spreads as that of the experiment's will.
  const compared = compareArms(sumsOf(plan, outcomes).metrics[0]!);
  if (compared === null) return null;
  const share = compared.users.treatment / compared.count;
  const deviation = compared.deviation * Math.sqrt(share * (1 - share));
  return deviation > 0 ? { deviation, mean: compared.control, ...traffic } : null;
}

async function trafficOf(
  { tables }: FactsPorts,
  log: LogNow,
  reachMs: number,
): Promise<Pick<ForecastBasis, 'users' | 'usersADay'> | null> {
  const asked = log.events(reachMs - DAYS * DAY_MS, reachMs + 1);
  const [row] = await tables.rows<{ users: number; usersADay: number | null }>(`
    WITH asked AS (SELECT user_id, (${reachMs} - time_ms) // ${DAY_MS} AS day FROM ${asked}
      WHERE kind = 'recommendation')
    SELECT count(DISTINCT user_id) AS users,
      (SELECT avg(n) FROM (SELECT count(DISTINCT user_id) AS n FROM asked GROUP BY day
        HAVING day < (SELECT greatest(1, max(day)) FROM asked))) AS "usersADay"
    FROM asked`);
  return row === undefined || row.usersADay === null || row.users === 0
    ? null
    : { users: row.users, usersADay: Math.min(row.usersADay, row.users) };
}

async function outcomesBefore(
  ports: FactsPorts,
  {
    plan,
    log,
    reachMs,
  }: { readonly plan: ExperimentPlan; readonly log: LogNow; readonly reachMs: number },
): Promise<UserOutcome[]> {
  const windowMs = plan.windowHours * HOUR_MS;
  const fromMs = reachMs - windowMs - DAYS * DAY_MS;
  const entered = `(SELECT user_id, min(time_ms) AS from_ms, min(time_ms) + ${windowMs} AS to_ms
    FROM ${log.events(fromMs, reachMs - windowMs)} WHERE kind = 'recommendation' GROUP BY user_id)`;
  const source: MetricSource = {
    events: (from, to) => log.events(from, to),
    catalogue: await knownCatalogue(ports.home, ports.artifacts),
    rules: null,
    novelty: noveltySql(log, fromMs),
    shownBy: NO_RECEIPTS,
  };
  const metrics = measuredBy({ metric: plan.metric, guardrails: [] });
  const sql = userMetricsSql(source, { relation: entered, fromMs, toMs: reachMs + 1 }, metrics);
  const outcomes: UserOutcome[] = [];
  await ports.tables.columns(
    `SELECT * FROM (${sql}) ORDER BY user_id`,
    ([users, ...columns], rows) => {
      for (let row = 0; row < rows; row++)
        outcomes.push({
          userId: userId(users![row] as string),
          arm: EXPERIMENT_ARMS[outcomes.length % 2]!,
          closedMs: reachMs,
          before: null,
          values: Object.fromEntries(
            metrics.flatMap((metric, k) => {
              const value = columns[k]![row] as number | null;
              return value === null ? [] : [[metric, value]];
            }),
          ),
        });
    },
  );
  return outcomes;
}
