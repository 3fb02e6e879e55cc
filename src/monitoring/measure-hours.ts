import type { DaySource } from './day-source.ts';
import { ratio } from './ratio.ts';
import type { ReportContent } from './report.ts';

interface HourRow {
  readonly hour: number;
  readonly requests: number;
  readonly answered: number;
  readonly minutes: number;
  readonly recommended: number;
}

/** Requests and minutes by hour of the day, all 24 of them. */
export async function measureHours({
  tables,
  window,
  dayEvents,
  table,
}: DaySource): Promise<ReportContent['hours']> {
  const hour = `CAST((time_ms - ${window.startMs}) // 3600000 AS INTEGER) AS hour`;
  const rows = await tables.rows<HourRow>(`
    SELECT hour, CAST(sum(requests) AS BIGINT) AS requests, CAST(sum(answered) AS BIGINT) AS answered,
      CAST(sum(minutes) AS BIGINT) AS minutes, CAST(sum(recommended) AS BIGINT) AS recommended
    FROM (
      SELECT ${hour}, count(*) FILTER (WHERE kind = 'recommendation') AS requests,
        count(*) FILTER (WHERE kind = 'recommendation' AND status = 200) AS answered,
        coalesce(sum(coalesce(watched_minutes, 1)) FILTER (WHERE kind = 'watch'), 0) AS minutes, 0 AS recommended
      FROM ${dayEvents} GROUP BY hour
      UNION ALL
      SELECT ${hour}, 0, 0, 0, sum(coalesce(watched_minutes, 1))
      FROM ${dayEvents} AS e JOIN ${table('followed')} AS f
        ON e.user_id = f.user_id AND e.item_id = f.item_id
        AND e.time_ms >= f.started_ms AND e.time_ms <= f.ended_ms
      WHERE e.kind = 'watch' GROUP BY hour
    ) GROUP BY hour`);
  const byHour = new Map(rows.map((row) => [row.hour, row]));
  return Array.from({ length: 24 }, (_, hour) => {
    const { requests, answered, minutes, recommended } = byHour.get(hour) ?? NOTHING;
    return {
      hour,
      requests,
      answered,
      availability: ratio(answered, requests),
      minutes,
      recommendedMinutes: recommended,
    };
  });
}

const NOTHING = { requests: 0, answered: 0, minutes: 0, recommended: 0 };
