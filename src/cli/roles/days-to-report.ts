import { DAY_MS } from './settings.ts';

/** Days without a report are made up for as far back as this. */
const MADE_UP_DAYS = 7;

/**
 * The days that want a report, oldest first: those that have ended since the last one, and the last
 * one again, because what followed from its lists was still to come, and those that late or settled
 * lines have touched. Days are counted from the epoch.
 *
 * @param state.lastEventMs how far the log has come; `null` while it is empty
 * @param state.reported the latest day with a report; `null` before the first
 * @param state.fromDay no day before this one gets a report
 * @param state.touched days with a report that lines have come for since
 */
export function daysToReport(state: {
  readonly lastEventMs: number | null;
  readonly reported: number | null;
  readonly fromDay: number;
  readonly touched?: readonly number[];
}): number[] {
  const { lastEventMs, reported, fromDay, touched = [] } = state;
  if (lastEventMs === null) return [];
  const ended = Math.floor(lastEventMs / DAY_MS) - 1;
  const again = touched.filter((day) => day >= fromDay && day <= ended);
  const due = new Set([...again, ...newDays({ ended, reported, fromDay })]);
  return [...due].sort((a, b) => a - b);
}

function newDays({
  ended,
  reported,
  fromDay,
}: {
  readonly ended: number;
  readonly reported: number | null;
  readonly fromDay: number;
}): number[] {
  if (reported !== null && reported >= ended) return [];
  const first = Math.max(fromDay, reported ?? ended, ended - MADE_UP_DAYS);
  return Array.from({ length: Math.max(0, ended - first + 1) }, (_, k) => first + k);
}
