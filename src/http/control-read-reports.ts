import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { loadReport, REPORT_FILES, type Report } from '../monitoring/index.ts';
import type { Home } from '../store/index.ts';
import type { Status } from './control-status.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** As many days as the status document lists. */
const LISTED_DAYS = 90;

/** What the reports say. */
export interface ReportFacts {
  readonly report: Status['report'];
  readonly reportDays: string[];
  /** Of the latest report. */
  readonly findings: readonly Finding[];
}

/** Whether a text is a day as the folders of reports are named; no path can hide in it. */
export const isReportDay = (text: string): boolean => DAY.test(text);

/** Days that have a report, the latest first. */
export function reportDays(home: Home): string[] {
  try {
    return readdirSync(home.reports).filter(isReportDay).sort().reverse();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

/** Reads the latest report; again only when its file is another. */
export function reportsReader(home: Home): () => ReportFacts {
  let known: { readonly key: string; readonly report: Report | null } | null = null;
  return () => {
    const days = reportDays(home);
    const day = days[0];
    if (day === undefined) return { report: null, reportDays: [], findings: [] };
    const file = join(home.reports, day, REPORT_FILES.json);
    const key = `${day} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0}`;
    if (known?.key !== key) known = { key, report: loadReport(home, day) };
    const { report } = known;
    return {
      report: report === null ? null : reportStatus(report),
      reportDays: days.slice(0, LISTED_DAYS),
      findings: report?.findings ?? [],
    };
  };
}

const reportStatus = (report: Report): NonNullable<Status['report']> => ({
  day: report.day,
  revision: report.revision,
  isComplete: report.data.complete,
  headline: [...report.headline],
  requests: report.requests,
  availability: report.availability,
  latencyP99Ms: report.latencyMs.p99,
  viewers: report.viewing.viewers,
  minutes: report.viewing.minutes,
  recommendedMinuteShare: report.viewing.recommended.minuteShare,
});
