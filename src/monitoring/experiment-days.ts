import { assignmentsOf, HOLDOUT, type KeptAssignment } from '../rollout/index.ts';
import type { Metadata } from '../store/index.ts';
import type { DaySource } from './day-source.ts';

/** A day of event time and the stretch of our own clock in which its lists were made. */
interface ServedDay {
  readonly dayMs: number;
  readonly low: number;
  readonly high: number;
}

/** Days on which the experiment held for all lists, up to the day of the report. */
export interface ExperimentDays {
  /** The first of them, whenever that was. */
  readonly firstMs: number;
  /** Consecutive days that end with that of the report, ascending. */
  readonly latestMs: readonly number[];
  /** Versions in force on the report's day, and on any of `latestMs`. */
  readonly onDay: readonly KeptAssignment[];
  readonly onLatest: readonly KeptAssignment[];
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 7;

/**
 * When the experiment held. Its versions hold by our own clock and the stream has another, so both
 * are joined by the receipts of those who asked on the day. `null` where it did not hold on the day.
 *
 * @param mostDays how many days back are looked at
 */
export async function experimentDays(
  { tables, window, table }: DaySource,
  metadata: Metadata,
  mostDays = MOST_DAYS,
): Promise<ExperimentDays | null> {
  const versions = await assignmentsOf({ metadata }, HOLDOUT);
  const [first] = versions;
  if (first === undefined) return null;
  const served = await tables.rows<ServedDay>(`SELECT line_ms // ${DAY_MS} * ${DAY_MS} AS "dayMs",
      min(at_ms) AS low, max(at_ms) AS high
    FROM ${table('receipts')} WHERE line_ms < ${window.endMs} GROUP BY 1 ORDER BY 1`);
  const held = served.filter(({ low }) => low >= first.fromMs);
  const latest: ServedDay[] = [];
  for (const day of held.toReversed())
    if (latest.length < mostDays && day.dayMs === window.endMs - (latest.length + 1) * DAY_MS)
      latest.unshift(day);
  const last = latest.at(-1);
  if (last === undefined) return null;
  return {
    firstMs: held[0]!.dayMs,
    latestMs: latest.map(({ dayMs }) => dayMs),
    onDay: inForce(versions, last.low, last.high),
    onLatest: inForce(versions, latest[0]!.low, last.high),
  };
}

const inForce = (
  versions: readonly KeptAssignment[],
  low: number,
  high: number,
): readonly KeptAssignment[] =>
  versions.filter(
    ({ fromMs }, at) => fromMs <= high && (versions[at + 1]?.fromMs ?? Infinity) > low,
  );
