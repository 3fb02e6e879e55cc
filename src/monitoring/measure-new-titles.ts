import type { DaySource } from './day-source.ts';
import type { KnownCatalogue } from './known-catalogue.ts';
import { rounded } from './ratio.ts';
import type { Segments } from './segments-schema.ts';

type NewTitles = Segments['newTitles'];

const DAY_MS = 86_400_000;
const NEW_DAYS = 7;
const MILESTONE = 1000;
const MOST_TOLD = 10;

/**
 * The movies that lists showed for the first time in the last week, and how long each took to its
 * first thousand exposures. New can only be told of where lists are known from before that week.
 */
export async function measureNewTitles(
  source: DaySource,
  { items }: KnownCatalogue,
): Promise<NewTitles> {
  const { tables, window, events } = source;
  const sinceMs = window.endMs - NEW_DAYS * DAY_MS;
  const lists = (fromMs: number, toMs: number): string =>
    `(SELECT time_ms, unnest(item_ids) AS item_id FROM ${events(fromMs, toMs)}
      WHERE kind = 'recommendation' AND status = 200)`;
  const [before] = await tables.rows<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${lists(0, sinceMs)} LIMIT 1)`,
  );
  if (before!.n === 0)
    return {
      titles: [],
      count: null,
      reached: null,
      note: `The lake has no list from before the last ${NEW_DAYS} days, so nobody can say which movies are new to lists.`,
    };
  const rows = await tables.rows<Row>(`WITH recent AS (
      SELECT item_id, time_ms, row_number() OVER (PARTITION BY item_id ORDER BY time_ms) AS nth
      FROM ${lists(sinceMs, window.endMs)}
      ANTI JOIN (SELECT DISTINCT item_id FROM ${lists(0, sinceMs)}) USING (item_id)
    )
    SELECT r.item_id AS "itemId", nullif(any_value(i.title), '') AS title, min(time_ms) AS "firstMs",
      count(*) AS exposures, min(time_ms) FILTER (WHERE nth = ${MILESTONE}) AS "reachedMs"
    FROM recent AS r LEFT JOIN ${items} AS i USING (item_id)
    GROUP BY r.item_id ORDER BY exposures DESC, r.item_id`);
  return {
    titles: rows.slice(0, MOST_TOLD).map(titleOf),
    count: rows.length,
    reached: rows.filter(({ reachedMs }) => reachedMs !== null).length,
    note: null,
  };
}

interface Row {
  readonly itemId: string;
  readonly title: string | null;
  readonly firstMs: number;
  readonly exposures: number;
  readonly reachedMs: number | null;
}

const titleOf = ({ firstMs, reachedMs, ...title }: Row): NewTitles['titles'][number] => ({
  ...title,
  firstShownAt: new Date(firstMs).toISOString(),
  hoursTo1000: reachedMs === null ? null : rounded((reachedMs - firstMs) / 3_600_000),
});
