import type { RuleSet } from '../../serving/index.ts';
import { ageLimitSql } from '../age-limits.ts';
import type { KnownCatalogue } from '../known-catalogue.ts';

/** What metrics of users are measured from. */
export interface MetricSource {
  /** Accepted events of [fromMs, toMs), as a relation. */
  events(fromMs: number, toMs: number): string;
  readonly catalogue: KnownCatalogue;
  /** Age limits that hold; `null` for none. */
  readonly rules: RuleSet | null;
  /** item_id, novelty in bits, by what was watched before; and what a movie has that nobody watched. */
  readonly novelty: string;
  /** user_id, line_ms, tier, age: receipts with the time of the line that they belong to. */
  readonly shownBy: string;
}

/** Users with a window each, and the stretch of time that all windows lie in. */
export interface Windows {
  /** Relation: user_id, from_ms, to_ms (excluded). */
  readonly relation: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Metrics that come from the lists that were shown. */
const SHOWN: ReadonlySet<string> = new Set(['distinct', 'coverage', 'novelty', 'minors']);

/**
 * A statement with a row a user that has any event in the window, ordered by nothing: user_id and the
 * metrics, each DOUBLE, NULL where it was not measured.
 *
 * @param metrics names of `METRICS`
 */
export function userMetricsSql(
  source: MetricSource,
  windows: Windows,
  metrics: readonly string[],
): string {
  const parts = [
    streamSql(source, windows),
    ...(metrics.some((metric) => SHOWN.has(metric)) ? [shownSql(source, windows, metrics)] : []),
    ...(metrics.includes('personal') ? [personalSql(source, windows)] : []),
  ];
  const columns = metrics.map((metric) => `CAST("${metric}" AS DOUBLE) AS "${metric}"`);
  return `SELECT ${['user_id', ...columns].join(', ')} FROM ${parts
    .map((part, k) => (k === 0 ? part : `LEFT JOIN ${part} USING (user_id)`))
    .join(' ')}`;
}

/** Events of the windows' users, each within the user's window. */
const eventsIn = (source: MetricSource, { relation, fromMs, toMs }: Windows): string =>
  `${source.events(fromMs, toMs)} AS e JOIN ${relation} AS w USING (user_id)
    WHERE e.time_ms >= w.from_ms AND e.time_ms < w.to_ms`;

const streamSql = (source: MetricSource, windows: Windows): string => `(
  SELECT user_id,
    coalesce(sum(coalesce(e.watched_minutes, 1)) FILTER (WHERE e.kind = 'watch'), 0) AS minutes,
    avg(e.rating) FILTER (WHERE e.kind = 'rating') AS rating,
    count(*) FILTER (WHERE e.kind = 'recommendation') AS requests,
    count(*) FILTER (WHERE e.kind = 'recommendation' AND e.status = 200) AS lists,
    avg(CAST(e.status IN (0, 400) AS INTEGER)) FILTER (WHERE e.kind = 'recommendation') AS voided,
    avg(e.latency_ms) FILTER (WHERE e.kind = 'recommendation') AS "latencyMs"
  FROM ${eventsIn(source, windows)} GROUP BY user_id)`;

function shownSql(source: MetricSource, windows: Windows, metrics: readonly string[]): string {
  const { catalogue, novelty } = source;
  const rules = metrics.includes('minors') ? source.rules : null;
  const isNovel = metrics.includes('novelty');
  return `(
    SELECT user_id, count(DISTINCT item_id) AS "distinct",
      count(DISTINCT item_id) / ${catalogue.itemCount ?? 'NULL'}::DOUBLE AS coverage,
      ${isNovel ? `avg(coalesce(n.novelty, (SELECT max(novelty) FROM ${novelty})))` : 'NULL'} AS novelty,
      ${rules === null ? '0' : `count(*) FILTER (WHERE ${ageOf(rules)} < l.least_age)`} AS minors
    FROM (SELECT user_id, unnest(e.item_ids) AS item_id FROM ${eventsIn(source, windows)}
      AND e.kind = 'recommendation' AND e.status = 200)
    ${isNovel ? `LEFT JOIN ${novelty} AS n USING (item_id)` : ''}
    ${rules === null ? '' : limitsSql(source, rules)}
    GROUP BY user_id)`;
}

const limitsSql = (source: MetricSource, { ageLimits }: RuleSet): string =>
  `LEFT JOIN ${ageLimitSql(ageLimits, source.catalogue.items)} AS l USING (item_id)
    LEFT JOIN ${agesSql(source)} AS a USING (user_id)`;

/** The catalogue's age, or else what serving knew when it made the lists. */
const agesSql = ({ catalogue, shownBy }: MetricSource): string => `(
  SELECT user_id, coalesce(max(u.age), max(r.age)) AS age
  FROM (SELECT user_id, max(age) AS age FROM ${shownBy} GROUP BY user_id) AS r
  FULL JOIN ${catalogue.users} AS u USING (user_id) GROUP BY user_id)`;

const ageOf = ({ unknownAge }: RuleSet): string =>
  unknownAge === 'minor' ? 'coalesce(a.age, 0)' : 'a.age';

const personalSql = ({ shownBy }: MetricSource, { relation }: Windows): string => `(
  SELECT user_id, avg(CAST(r.tier IN ('personal', 'folded-in') AS INTEGER)) AS personal
  FROM ${shownBy} AS r JOIN ${relation} AS w USING (user_id)
  WHERE r.line_ms >= w.from_ms AND r.line_ms < w.to_ms GROUP BY user_id)`;
