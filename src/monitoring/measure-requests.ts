import type { DaySource } from './day-source.ts';
import type { ReportContent } from './report.ts';
import { ratio } from './ratio.ts';

type Requests = Pick<
  ReportContent,
  | 'requests'
  | 'answered'
  | 'voided'
  | 'unanswered'
  | 'otherStatus'
  | 'availability'
  | 'latencyMs'
  | 'latencyHistogram'
  | 'unansweredBy'
  | 'voidedIds'
>;

/** Lower edges of the latency histogram, milliseconds; 600 and 800 are where callers give up. */
const LATENCY_EDGES_MS = [0, 5, 10, 20, 40, 80, 150, 300, 600, 800];
const TOP_VOIDED = 5;

/** How the callers fared on the day, as the stream shows it. */
export async function measureRequests(source: DaySource): Promise<Requests> {
  const { tables, table } = source;
  const day = `(SELECT * FROM ${table('answers')} WHERE in_day)`;
  const [row] = await tables.rows<CountRow>(`SELECT count(*) AS requests,
      count(*) FILTER (WHERE status = 200) AS answered,
      count(*) FILTER (WHERE status = 400) AS voided,
      count(*) FILTER (WHERE status = 0) AS unanswered,
      count(*) FILTER (WHERE status NOT IN (0, 200, 400)) AS "otherStatus",
      quantile_disc(latency_ms, 0.5) AS p50, quantile_disc(latency_ms, 0.95) AS p95,
      quantile_disc(latency_ms, 0.99) AS p99
    FROM ${day}`);
  const { p50, p95, p99, ...counts } = row!;
  return {
    ...counts,
    availability: ratio(counts.answered, counts.requests),
    latencyMs: { p50, p95, p99 },
    latencyHistogram: await histogram(source, day),
    unansweredBy: await causes(source, day),
    voidedIds: await tables.rows(`SELECT id, count(*) AS answers FROM (
        SELECT coalesce(nullif(regexp_extract(error_text, '^movie (.*) not found$', 1), ''), error_text) AS id
        FROM ${day} WHERE status = 400
      ) GROUP BY id ORDER BY answers DESC, id LIMIT ${TOP_VOIDED}`),
  };
}

interface CountRow {
  readonly requests: number;
  readonly answered: number;
  readonly voided: number;
  readonly unanswered: number;
  readonly otherStatus: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

async function histogram(
  { tables }: DaySource,
  day: string,
): Promise<Requests['latencyHistogram']> {
  const bin = LATENCY_EDGES_MS.slice(1)
    .map((edge) => `CAST(latency_ms >= ${edge} AS INTEGER)`)
    .join(' + ');
  const rows = await tables.rows<{ bin: number; n: number }>(
    `SELECT ${bin} AS bin, count(*) AS n FROM ${day} GROUP BY 1`,
  );
  return LATENCY_EDGES_MS.map((fromMs, index) => ({
    fromMs,
    toMs: LATENCY_EDGES_MS[index + 1] ?? null,
    requests: rows.find((row) => row.bin === index)?.n ?? 0,
  }));
}

/** Causes by the texts of `scenario.md`: the caller's own words for what went wrong. */
async function causes({ tables }: DaySource, day: string): Promise<Record<string, number>> {
  const rows = await tables.rows<{ cause: string; n: number }>(`SELECT CASE
        WHEN error_text ILIKE '%request timeout%' OR error_text ILIKE '%timeoutexception%' THEN 'timeout'
        WHEN error_text ILIKE '%connection refused%' THEN 'refused'
        WHEN error_text ILIKE '%unexpected response status: %'
          THEN 'status-' || coalesce(nullif(regexp_extract(error_text, 'status: (\\d+)', 1), ''), 'unknown')
        WHEN error_text ILIKE '%connectexception%' OR error_text ILIKE '%connection timed out%'
          OR error_text ILIKE '%ioexception%' THEN 'connection'
        ELSE 'other' END AS cause, count(*) AS n
      FROM ${day} WHERE status = 0 GROUP BY cause ORDER BY n DESC, cause`);
  return Object.fromEntries(rows.map(({ cause, n }) => [cause, n]));
}
