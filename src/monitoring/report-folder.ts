import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably, type Home } from '../store/index.ts';
import { REPORT, type Report } from './report.ts';
import { reportWindow } from './report-window.ts';

/** Files of a day's report. */
export const REPORT_FILES = {
  json: 'report.json',
  html: 'report.html',
  text: 'report.txt',
} as const;

/** Where the report of a day lies. */
export const reportFolder = (home: Home, day: string): string => join(home.reports, day);

/** The report of a day as it was last issued; `null` when there is none that can be read. */
export function loadReport(home: Home, day: string): Report | null {
  const path = join(reportFolder(home, day), REPORT_FILES.json);
  if (!existsSync(path)) return null;
  try {
    return REPORT.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** Revision of the report of a day that is there, in whatever format; 0 when none can be told. */
export function lastRevision(home: Home, day: string): number {
  const path = join(reportFolder(home, day), REPORT_FILES.json);
  if (!existsSync(path)) return 0;
  const revision = /^ {2}"revision": (\d+),?$/m.exec(readFileSync(path, 'utf8'))?.[1];
  return Number(revision ?? 0);
}

/**
 * Puts a report in its place, the page first: whoever sees the document finds the page that goes
 * with it. A file that reads the same already is not written. @throws UnavailableError `DISK_FULL`
 */
export function saveReport(
  home: Home,
  report: Report,
  { page, text }: { readonly page: string; readonly text: string },
): void {
  const folder = reportFolder(home, report.day);
  mkdirSync(folder, { recursive: true });
  writeChanged(join(folder, REPORT_FILES.html), page);
  writeChanged(join(folder, REPORT_FILES.text), text);
  writeChanged(join(folder, REPORT_FILES.json), `${JSON.stringify(report, null, 2)}\n`);
}

/** Writes a file durably, unless it reads the same already. @throws UnavailableError `DISK_FULL` */
export function writeChanged(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileDurably(path, text);
}

/** All reports of a home that can be read, oldest day first. */
export const listReports = (home: Home): Report[] =>
  daysOf(home)
    .map((day) => loadReport(home, day))
    .filter((report) => report !== null);

/** The reports of the latest days that can be read, oldest first. @param count at most so many */
export const recentReports = (home: Home, count: number): Report[] =>
  daysOf(home)
    .slice(-count)
    .map((day) => loadReport(home, day))
    .filter((report) => report !== null);

/** The report of the latest day; `null` when there is none that can be read. */
export function latestReport(home: Home): Report | null {
  for (const day of daysOf(home).reverse()) {
    const report = loadReport(home, day);
    if (report !== null) return report;
  }
  return null;
}

const daysOf = (home: Home): string[] =>
  existsSync(home.reports)
    ? readdirSync(home.reports)
        .filter((name) => reportWindow(name) !== null)
        .sort()
    : [];
