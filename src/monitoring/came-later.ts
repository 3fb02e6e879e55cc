import { settlementsOf, type Segment, type Settlements } from '../ingest/index.ts';
import type { Home } from '../store/index.ts';
import { segmentsWithin } from './lake-reach.ts';
import { listReports } from './report-folder.ts';
import { reportWindow, type ReportWindow } from './report-window.ts';

/** Lines of a day that a report could not know at first. */
export interface CameLater {
  /** Came after the first line of a later day. */
  readonly lateLines: number;
  /** Became usable later, in segments that hold lines of the day. */
  readonly settledLines: number;
}

/** What of a day came later, as the lake knows it now. */
export function cameLater(
  segments: readonly Segment[],
  settlements: Settlements,
  { day, startMs, endMs }: Pick<ReportWindow, 'day' | 'startMs' | 'endMs'>,
): CameLater {
  const settled = segmentsWithin(settlementsOf(segments, settlements), startMs, endMs);
  return {
    lateLines: segments.reduce(
      (sum, { manifest }) => sum + (manifest.content.lateDays[day] ?? 0),
      0,
    ),
    settledLines: settled.reduce((sum, { manifest }) => sum + manifest.content.settled, 0),
  };
}

/** The days whose report does not know of all that came later; their figures may be others now. */
export const touchedDays = (
  home: Home,
  segments: readonly Segment[],
  settlements: Settlements,
): string[] =>
  listReports(home)
    .filter(({ day, data }) => {
      const window = reportWindow(day);
      if (window === null) return false;
      const now = cameLater(segments, settlements, window);
      return now.lateLines !== data.lateLines || now.settledLines !== data.settledLines;
    })
    .map(({ day }) => day);
