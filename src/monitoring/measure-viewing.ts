import type { DaySource } from './day-source.ts';
import { ratio, rounded } from './ratio.ts';
import type { ReportContent } from './report.ts';

/**
 * What was watched on the day: sittings that began on it, minutes sent on it, and which of them
 * followed an exposure.
 *
 * @param itemsPath items of the catalogue, for the runtimes; `null` when there is none
 */
export async function measureViewing(
  source: DaySource,
  itemsPath: string | null,
): Promise<ReportContent['viewing']> {
  const [row] = await source.tables.rows<Row>(statement(source, itemsPath));
  const { viewers, watches, minutes, followedWatches, followedMinutes } = row!;
  return {
    viewers,
    watches,
    minutes,
    recommended: {
      watches: followedWatches,
      minutes: followedMinutes,
      watchShare: ratio(followedWatches, watches),
      minuteShare: ratio(followedMinutes, minutes),
      completion: orNull(row!.followedCompletion),
    },
    found: {
      watches: watches - followedWatches,
      minutes: minutes - followedMinutes,
      completion: orNull(row!.foundCompletion),
    },
  };
}

interface Row {
  readonly viewers: number;
  readonly watches: number;
  readonly minutes: number;
  readonly followedWatches: number;
  readonly followedMinutes: number;
  readonly followedCompletion: number | null;
  readonly foundCompletion: number | null;
}

const orNull = (value: number | null): number | null => (value === null ? null : rounded(value));

function statement({ window, table }: DaySource, itemsPath: string | null): string {
  const began = `started_ms >= ${window.startMs} AND started_ms < ${window.endMs}`;
  const runtimes =
    itemsPath === null
      ? `(SELECT NULL::VARCHAR AS item_id, NULL::INTEGER AS runtime_minutes WHERE false)`
      : `(SELECT item_id, runtime_minutes FROM read_parquet('${itemsPath.replaceAll("'", "''")}'))`;
  return `WITH marked AS (
      SELECT s.*, f.answer_id IS NOT NULL AS is_followed,
        CASE WHEN runtime_minutes > 0 THEN least(1, (s.last_minute + 1) / runtime_minutes::DOUBLE) END AS completion
      FROM ${table('sittings')} AS s
      LEFT JOIN ${table('followed')} AS f USING (user_id, item_id, started_ms)
      LEFT JOIN ${runtimes} AS r USING (item_id)
      WHERE s.day_minutes > 0 OR (${began})
    )
    SELECT count(DISTINCT user_id) FILTER (WHERE day_minutes > 0) AS viewers,
      count(*) FILTER (WHERE ${began}) AS watches,
      CAST(coalesce(sum(day_minutes), 0) AS BIGINT) AS minutes,
      count(*) FILTER (WHERE is_followed AND ${began}) AS "followedWatches",
      CAST(coalesce(sum(day_minutes) FILTER (WHERE is_followed), 0) AS BIGINT) AS "followedMinutes",
      avg(completion) FILTER (WHERE is_followed AND ${began}) AS "followedCompletion",
      avg(completion) FILTER (WHERE NOT is_followed AND ${began}) AS "foundCompletion"
    FROM marked`;
}
