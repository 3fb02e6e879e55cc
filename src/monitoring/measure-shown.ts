import { sqlString } from '../store/index.ts';
import type { DaySource } from './day-source.ts';
import { ratio } from './ratio.ts';
import type { ReportContent } from './report.ts';

const TOP_ITEMS = 10;

/** What a catalogue adds: how many movies there are, and their titles. */
export interface KnownItems {
  readonly count: number;
  /** Items of the snapshot: item_id, title, runtime_minutes. */
  readonly path: string;
}

/** Which movies the lists of the day showed, and how evenly. */
export async function measureShown(
  { tables, table }: DaySource,
  known: KnownItems | null,
): Promise<ReportContent['shown']> {
  const titles =
    known === null
      ? '(SELECT NULL::VARCHAR AS item_id, NULL::VARCHAR AS title WHERE false)'
      : `read_parquet(${sqlString(known.path)})`;
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
    catalogueItems: known?.count ?? null,
    catalogueShare: known === null ? null : ratio(row!.known, known.count),
    itemsPerExposure: ratio(items, exposures),
    top: top.map((item) => ({ ...item, share: ratio(item.exposures, exposures)! })),
  };
}
