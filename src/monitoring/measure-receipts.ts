import { TIERS } from '../domain/receipt.ts';
import type { DaySource } from './day-source.ts';
import { ratio } from './ratio.ts';
import { countUnasked } from './receipt-table.ts';
import type { ReportContent } from './report.ts';

/** What our own receipts say of the day, held against the stream. */
export interface ReceiptMeasures {
  readonly personalised: ReportContent['personalised'];
  /** Our own clock while the lists of the day were made; `null` without receipts. */
  readonly wallClock: { readonly fromMs: number; readonly toMs: number } | null;
}

const RULE =
  'A receipt belongs to the line of the stream with the same user and the same list, the first to the first, the second to the second; a list without a receipt counts as not personal.';
const NOT_SHOWN_RULE =
  'Receipts not shown are those written between the first and the last receipt that belongs to the day.';

/** @param folder of the exposure log; `null` when it holds no receipt */
export async function measureReceipts(
  source: DaySource,
  folder: string | null,
): Promise<ReceiptMeasures> {
  const { tables, table } = source;
  if (folder === null) return { personalised: UNKNOWN, wallClock: null };
  const tiers = await tables.rows<{ tier: string | null; n: number }>(
    `SELECT tier, count(*) AS n FROM ${table('answers')} LEFT JOIN ${table('receipts')}
     USING (answer_id) WHERE in_day AND status = 200 GROUP BY tier`,
  );
  const [span] = await tables.rows<{ low: number | null; high: number | null; missing: number }>(`
    WITH span AS (SELECT min(at_ms) AS low, max(at_ms) AS high FROM ${table('receipts')}
      JOIN ${table('answers')} USING (answer_id) WHERE in_day)
    SELECT low, high, (SELECT count(*) FROM ${table('receipts')}
      WHERE NOT in_stream AND at_ms BETWEEN low AND high) AS missing FROM span`);
  const of = (tier: string | null): number => tiers.find((row) => row.tier === tier)?.n ?? 0;
  const withReceipt = TIERS.reduce((sum, tier) => sum + of(tier), 0);
  const answered = tiers.reduce((sum, { n }) => sum + n, 0);
  const { low, high, missing } = span!;
  const wallClock = low === null || high === null ? null : { fromMs: low, toMs: high };
  const unasked = wallClock === null ? 0 : await countUnasked(source, folder, wallClock);
  return {
    personalised: {
      share: ratio(of('personal') + of('folded-in'), answered),
      withReceipt,
      withoutReceipt: answered - withReceipt,
      receiptsNotShown: missing + unasked,
      byTier: Object.fromEntries(TIERS.filter((tier) => of(tier) > 0).map((t) => [t, of(t)])),
      note: `${RULE} ${NOT_SHOWN_RULE}`,
    },
    wallClock,
  };
}

const UNKNOWN: ReportContent['personalised'] = {
  share: null,
  withReceipt: null,
  withoutReceipt: null,
  receiptsNotShown: null,
  byTier: null,
  note: 'There are no receipts in this home, so nobody can say which model made the lists.',
};
