import type { Segment, Settlements } from '../ingest/index.ts';
import type { Tables } from '../store/index.ts';
import { eventsWithin } from './lake-reach.ts';
import type { ReportWindow } from './report-window.ts';

/** What every measurement of a day reads: the engine, the window, relations over the lake. */
export interface DaySource {
  readonly tables: Tables;
  readonly window: ReportWindow;
  /** Accepted events of [fromMs, toMs), as a relation. */
  events(fromMs: number, toMs: number): string;
  /** Accepted events of the day. */
  readonly dayEvents: string;
  /** The same lake over another window, with working tables of its own under a name. */
  over(window: ReportWindow, name: string): DaySource;
  /** Name of a working table of this report. */
  table(name: WorkingTable): string;
}

/**
 * Tables made for one report and dropped after it:
 *
 * - `answers`: every recommendation line read: answer_id, time_ms, time_nanos, user_id, status, item_ids,
 *   error_text, latency_ms, in_day.
 * - `shown`: one row per exposure of the day: answer_id, user_id, item_id, position.
 * - `pairs`: user_id, item_id, first and last tick of all sittings read.
 * - `sittings`: user_id, item_id, started_ms, ended_ms, minutes, day_minutes, last_minute.
 * - `followed`: the sittings that count as the work of an exposure, with its answer_id, position.
 * - `receipts`: what was written when the answers left, with the answer_id it belongs to.
 * - `before`: user_id, minutes watched in the days before the experiment.
 * - `users`: user_id, is_new, age, gender of everybody with an event on the day.
 * - `popular`: item_id, novelty, popularity of every movie that was watched.
 * - `exposed`: one row per exposure of the day with who made it, whom it was for and what it led to.
 * - `seated`: the sittings of the day with completion, whether they followed a list and began on it.
 */
export const WORKING_TABLES = [
  'answers',
  'shown',
  'pairs',
  'sittings',
  'followed',
  'receipts',
  'before',
  'users',
  'popular',
  'exposed',
  'seated',
] as const;
export type WorkingTable = (typeof WORKING_TABLES)[number];

/** @param lake live segments and what settling added to them */
export const daySource = (
  tables: Tables,
  window: ReportWindow,
  lake: { readonly segments: readonly Segment[]; readonly settlements: Settlements },
  name = `report_${window.day.replaceAll('-', '')}`,
): DaySource => ({
  tables,
  window,
  events: (fromMs, toMs) => eventsWithin(lake.segments, { fromMs, toMs }, lake.settlements),
  dayEvents: eventsWithin(
    lake.segments,
    { fromMs: window.startMs, toMs: window.endMs },
    lake.settlements,
  ),
  over: (other, of) => daySource(tables, other, lake, `${name}_${of}`),
  table: (of) => `${name}_${of}`,
});

/** Removes the working tables, made or not. */
export async function dropWorkingTables({ tables, table }: DaySource): Promise<void> {
  for (const name of WORKING_TABLES) await tables.run(`DROP TABLE IF EXISTS ${table(name)}`);
}
