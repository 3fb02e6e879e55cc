import type { RatioMoments } from '../math/ratio-interval.ts';
import type { DaySource } from './day-source.ts';
import type { Dimension } from './segments-schema.ts';

/** Ratios of a segment: numerator and denominator, each a sum of a user. */
const RATIOS = {
  watchThrough: ['watches', 'exposures'],
  minutesPerExposure: ['minutes', 'exposures'],
  minutesPerUserDay: ['minutes', 'one'],
  exposuresPerUser: ['exposures', 'one'],
  hitRate: ['hits', 'lists'],
  recommended: ['completions', 'completed'],
  found: ['found_completions', 'found_completed'],
  meanRating: ['ratings', 'rated'],
  listMinuteRate: ['list_minutes', 'all_minutes'],
  novelty: ['novelty', 'exposures'],
} as const;
export type RatioName = keyof typeof RATIOS;

/** Sums over the users of a segment. */
export interface SegmentSums {
  readonly group: string;
  readonly users: number;
  readonly answers: number;
  readonly exposures: number;
  readonly watches: number;
  readonly minutes: number;
  readonly personal: number;
  readonly ratios: Readonly<Record<RatioName, RatioMoments>>;
}

/** The group of an exposure, as an expression over `exposed`. */
export const KEYS: Readonly<Record<Dimension, string>> = {
  all: `'all'`,
  'model-version': receiptSays(`coalesce(model_version, 'no model')`),
  variant: receiptSays(`coalesce(variant, 'none')`),
  tier: receiptSays('tier'),
  tenure: `CASE WHEN is_new THEN 'new' ELSE 'returning' END`,
  'age-band': 'age_band',
  gender: 'gender',
  popularity: 'popularity',
};

function receiptSays(expression: string): string {
  return `CASE WHEN receipt_id IS NULL THEN 'no receipt' ELSE ${expression} END`;
}

/** The sums of every group of a dimension, in order of their names. */
export async function loadSegmentSums(
  source: DaySource,
  dimension: Dimension,
): Promise<readonly SegmentSums[]> {
  const rows = await source.tables.rows<Record<string, number | string | null>>(
    statement(source, dimension),
  );
  return rows.map((row) => ({
    group: String(row['group']),
    users: Number(row['users']),
    answers: Number(row['answers']),
    exposures: Number(row['exposures']),
    watches: Number(row['watches']),
    minutes: Number(row['minutes']),
    personal: Number(row['personal']),
    ratios: Object.fromEntries(
      Object.keys(RATIOS).map((name) => [name, momentsOf(row, name)]),
    ) as SegmentSums['ratios'],
  }));
}

const momentsOf = (row: Record<string, number | string | null>, name: string): RatioMoments => {
  const of = (moment: string): number => Number(row[`${name}_${moment}`] ?? 0);
  return { count: of('n'), x: of('x'), y: of('y'), xx: of('xx'), xy: of('xy'), yy: of('yy') };
};

function statement({ table }: DaySource, dimension: Dimension): string {
  const key = KEYS[dimension];
  const byItem = dimension === 'popularity';
  return `WITH per_list AS (
      SELECT ${key} AS g, user_id, answer_id, count(*) AS exposures,
        count(*) FILTER (WHERE is_watched) AS watches, coalesce(sum(minutes), 0) AS minutes,
        coalesce(sum(completion), 0) AS completions, count(completion) AS completed,
        coalesce(sum(rating), 0) AS ratings, count(rating) AS rated, sum(novelty) AS novelty,
        bool_or(tier IN ('personal', 'folded-in')) AS is_personal
      FROM ${table('exposed')} GROUP BY ALL
    ), per_user AS (
      SELECT g, user_id, 1 AS one, count(*) AS lists, count(*) FILTER (WHERE watches > 0) AS hits,
        count(*) FILTER (WHERE is_personal) AS personal, sum(exposures) AS exposures,
        sum(watches) AS watches, sum(minutes) AS minutes, sum(completions) AS completions,
        sum(completed) AS completed, sum(ratings) AS ratings, sum(rated) AS rated,
        sum(novelty) AS novelty
      FROM per_list GROUP BY g, user_id
    ), seats AS (
      SELECT ${byItem ? 'popularity AS g, ' : ''}user_id, sum(day_minutes) AS all_minutes,
        coalesce(sum(day_minutes) FILTER (WHERE is_followed), 0) AS list_minutes,
        coalesce(sum(completion) FILTER (WHERE began AND NOT is_followed), 0) AS found_completions,
        count(completion) FILTER (WHERE began AND NOT is_followed) AS found_completed
      FROM ${table('seated')} GROUP BY ALL
    ), joined AS (
      SELECT p.*, coalesce(all_minutes, 0) AS all_minutes, coalesce(list_minutes, 0) AS list_minutes,
        coalesce(found_completions, 0) AS found_completions,
        coalesce(found_completed, 0) AS found_completed
      FROM per_user AS p LEFT JOIN seats USING (${byItem ? 'g, ' : ''}user_id)
    )
    SELECT g AS "group", count(*) AS users, CAST(sum(lists) AS BIGINT) AS answers,
      ${['exposures', 'watches', 'minutes', 'personal'].map(total).join(', ')},
      ${Object.entries(RATIOS).map(moments).join(', ')}
    FROM joined GROUP BY g ORDER BY g`;
}

const total = (name: string): string => `CAST(sum(${name}) AS BIGINT) AS ${name}`;

const moments = ([name, [y, x]]: [string, readonly [string, string]]): string =>
  [
    `count(*) FILTER (WHERE ${x} > 0) AS "${name}_n"`,
    ...Object.entries({ x, y, xx: `${x} * ${x}`, xy: `${x} * ${y}`, yy: `${y} * ${y}` }).map(
      ([moment, of]) => `CAST(sum(${of}) AS DOUBLE) AS "${name}_${moment}"`,
    ),
  ].join(', ');
