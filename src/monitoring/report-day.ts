import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { liveSegments, newestSettlements, type Segment } from '../ingest/index.ts';
import { setTrainingGate } from '../pipeline/index.ts';
import { saveCost, startMeter } from '../registry/index.ts';
import { changesBetween } from './changes.ts';
import { reportPage } from './html/report-page.ts';
import { blockingReason } from './drift/index.ts';
import { reachOf, segmentsWithin } from './lake-reach.ts';
import { measureCost } from './measure-cost.ts';
import { measureDay, type ReportSources } from './measure-day.ts';
import type { ReportCost } from './report-cost.ts';
import {
  lastRevision,
  latestReport,
  loadReport,
  reportFolder,
  saveReport,
} from './report-folder.ts';
import { REPORT, type Report, type ReportContent } from './report.ts';
import { reportText } from './report-text.ts';
import { reportWindow } from './report-window.ts';

/** A report in its place, and what issuing it did. */
export interface IssuedReport {
  readonly report: Report;
  /** `unchanged`: the day reads as it did before, and nothing was written. */
  readonly outcome: 'issued' | 'reissued' | 'unchanged';
  readonly folder: string;
}

/**
 * Makes the report of a day (UTC, event time) and puts it into `reports/<day>/`. A day whose
 * figures changed since, because more lines came, is issued again with the next revision; a day
 * that reads the same is left as it is.
 *
 * @param day `YYYY-MM-DD`
 * @throws InputError `REPORT_DAY_MALFORMED`; NotFoundError `REPORT_DAY_EMPTY` when the lake has no
 *   line of that day; UnavailableError `DISK_FULL`
 */
export async function reportDay(sources: ReportSources, day: string): Promise<IssuedReport> {
  const window = reportWindow(day);
  if (window === null) throw errorOf('REPORT_DAY_MALFORMED', { found: day });
  const segments = await liveSegments(sources.artifacts);
  const reachMs = reachOf(segments, window.startMs, window.endMs);
  if (reachMs === null) throw errorOf('REPORT_DAY_EMPTY', { day, found: spanOf(segments) });
  const settlements = await newestSettlements(sources.artifacts);
  const startedAt = new Date(sources.clock.nowMs()).toISOString();
  const meter = startMeter();
  const content = await measureDay(sources, window, { segments, settlements, reachMs });
  const own = { step: 'report', startedAt, ...meter.stop() };
  if (content.users === 0) throw errorOf('REPORT_DAY_EMPTY', { day, found: spanOf(segments) });
  const issued = issue(sources, content, await measureCost(sources.metadata, content, own));
  await saveCost(sources.metadata, own);
  return issued;
}

function issue(
  { home, clock }: ReportSources,
  content: ReportContent,
  cost: ReportCost,
): IssuedReport {
  const folder = reportFolder(home, content.day);
  const last = loadReport(home, content.day);
  const before = last === null ? null : contentOf(last);
  const same = before !== null && canonicalJson(before as Json) === canonicalJson(content as Json);
  const report = REPORT.parse({
    ...content,
    revision: lastRevision(home, content.day) + (same ? 0 : 1),
    issuedAt: same ? last!.issuedAt : new Date(clock.nowMs()).toISOString(),
    changes: same ? last!.changes : before === null ? [] : changesBetween(before, content),
    cost: same ? last!.cost : cost,
  });
  saveReport(home, report, { page: reportPage(report), text: reportText(report) });
  if (latestReport(home)?.day === report.day)
    setTrainingGate(home, {
      day: report.day,
      reasons: report.drift.blocksTraining ? [blockingReason(report.drift)] : [],
    });
  return {
    report,
    outcome: same ? 'unchanged' : report.revision === 1 ? 'issued' : 'reissued',
    folder,
  };
}

function contentOf(report: Report): ReportContent {
  const {
    revision: _revision,
    issuedAt: _issuedAt,
    changes: _changes,
    cost: _cost,
    ...content
  } = report;
  return content;
}

/** What days there are instead. */
function spanOf(segments: readonly Segment[]): string {
  const times = segmentsWithin(segments, -Infinity, Infinity).map(
    ({ manifest }) => manifest.content,
  );
  if (times.length === 0) return 'no line with a time at all';
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const first = Math.min(...times.map(({ minTimeMs }) => minTimeMs!));
  const last = Math.max(...times.map(({ maxTimeMs }) => maxTimeMs!));
  return `lines from ${day(first)} to ${day(last)}`;
}
