import type { DaySource } from './day-source.ts';
import type { ReportContent } from './report.ts';

/** How long answers took inside our server and at the caller, of those that a receipt belongs to. */
export async function measureLatency({
  tables,
  table,
}: DaySource): Promise<ReportContent['latencyCompared']> {
  const quantiles = (name: string, of: string): string =>
    [50, 95, 99].map((p) => `quantile_disc(${of}, ${p / 100}) AS ${name}${p}`).join(', ');
  const [row] = await tables.rows<Record<string, number | null>>(`SELECT count(*) AS answers,
      ${quantiles('ours', 'our_ms')}, ${quantiles('theirs', 'latency_ms')},
      ${quantiles('between', 'latency_ms - our_ms')}
    FROM ${table('answers')} JOIN ${table('receipts')} USING (answer_id)
    WHERE in_day AND status = 200 AND our_ms IS NOT NULL`);
  const of = (name: string): ReportContent['latencyCompared']['oursMs'] => ({
    p50: row![`${name}50`]!,
    p95: row![`${name}95`]!,
    p99: row![`${name}99`]!,
  });
  return {
    answers: row!['answers']!,
    oursMs: of('ours'),
    theirsMs: of('theirs'),
    betweenMs: of('between'),
  };
}
