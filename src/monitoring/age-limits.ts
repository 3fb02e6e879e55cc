import type { RuleSet } from '../serving/index.ts';
import { sqlString } from '../store/index.ts';

/**
 * The movies that are not for everybody as a relation: item_id, least_age. Rules limit single movies
 * and genres; of several limits the highest holds.
 *
 * @param items a relation with item_id and genres
 */
export const ageLimitSql = (
  { items: byItem, genres }: RuleSet['ageLimits'],
  items: string,
): string => `(
  SELECT item_id, max(least_age) AS least_age FROM (
    SELECT * FROM ${listed('item_id', byItem)}
    UNION ALL
    SELECT item_id, least_age FROM (SELECT item_id, lower(trim(unnest(genres))) AS genre FROM ${items})
    JOIN ${listed('genre', genres)} USING (genre)
  ) GROUP BY item_id)`;

/** A map as a relation. */
const listed = (name: string, ages: ReadonlyMap<string, number>): string =>
  `(SELECT NULL::VARCHAR AS ${name}, NULL::INTEGER AS least_age WHERE false${[...ages]
    .map(([key, age]) => ` UNION ALL SELECT ${sqlString(key)}, ${age}`)
    .join('')})`;
