import { errorOf } from '../domain/errors.ts';
import { liveSegments, newestSettlements } from '../ingest/index.ts';
import { buildBeforeTable } from './arm-outcomes.ts';
import { daySource, dropWorkingTables } from './day-source.ts';
import { experimentDays } from './experiment-days.ts';
import type { ReportSources } from './measure-day.ts';
import { measureUplift, withWindow } from './measure-worth.ts';
import { buildReceiptTable } from './receipt-table.ts';
import { daysOf, rangeWindow } from './report-window.ts';
import { buildAnswerTables } from './sitting-tables.ts';
import type { Uplift } from './worth-schema.ts';

/**
 * What personal lists were worth over days of event time: those up to `toDay`, from `fromDay` on, on
 * which the experiment held without a gap. `null` where it did not hold on the last of them.
 *
 * Cost: as reports of all these days, their sittings at once.
 *
 * @throws InputError `REPORT_DAY_MALFORMED` for what are no two days in order
 */
export async function worthOver(
  { home, artifacts, tables, metadata }: ReportSources,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): Promise<Uplift | null> {
  const window = rangeWindow(fromDay, toDay);
  if (window === null) throw errorOf('REPORT_DAY_MALFORMED', { found: `${fromDay} to ${toDay}` });
  const lake = {
    segments: await liveSegments(artifacts),
    settlements: await newestSettlements(artifacts),
  };
  const source = daySource(tables, window, lake);
  try {
    await buildAnswerTables(source);
    await buildReceiptTable(source, home.exposures);
    const days = await experimentDays(source, metadata, daysOf(window));
    if (days === null) return null;
    await buildBeforeTable(source, days.firstMs);
    const before = source.table('before');
    return await withWindow(source, days.latestMs[0]!, (held) =>
      measureUplift(held, days.onLatest, before),
    );
  } finally {
    await dropWorkingTables(source);
  }
}
