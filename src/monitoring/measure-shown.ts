import type { DaySource } from './day-source.ts';
import type { KnownCatalogue } from './known-catalogue.ts';
import { ratio } from './ratio.ts';
import type { ReportContent } from './report.ts';

const TOP_ITEMS = 10;

/** Which movies the lists of the day showed, and how evenly. */
export async function measureShown(
  { tables, table }: DaySource,
  { items: titles, itemCount }: KnownCatalogue,
): Promise<ReportContent['shown']> {
  const [row] = await tables.rows<{ exposures: number; items: number; known: number }>(
    `SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS exposures, count(*) AS items,
       count(*) FILTER (WHERE item_id IN (SELECT item_id FROM ${titles})) AS known
     FROM (SELECT item_id, count(*) AS n FROM ${table('shown')} GROUP BY item_id)`,
  );
  const { exposures, items } = row!;
  const top = await tables.rows<{ itemId: string; title: string | null; exposures: number }>(`
    SELECT t.item_id AS "itemId", nullif(titles.title, '') AS title, exposures FROM (
      SELECT item_id, count(*) AS exposures FROM ${table('shown')}
      GROUP BY item_id ORDER BY exposures DESC, item_id LIMIT ${TOP_ITEMS}
    ) AS t LEFT JOIN ${titles} AS titles USING (item_id) ORDER BY exposures DESC, t.item_id`);
  return {
    exposures,
    items,
    catalogueItems: itemCount,
    catalogueShare: itemCount === null ? null : ratio(row!.known, itemCount),
    itemsPerExposure: ratio(items, exposures),
    top: top.map((item) => ({ ...item, share: ratio(item.exposures, exposures)! })),
  };
}
