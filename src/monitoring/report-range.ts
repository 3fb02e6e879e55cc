import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { errorOf, ShowrunnerError } from '../domain/errors.ts';
import type { Home } from '../store/index.ts';
import { differences } from './changes.ts';
import { rangePage } from './html/range-page.ts';
import type { ReportSources } from './measure-day.ts';
import { measureRange, type RangeDay } from './measure-range.ts';
import { daysOf, type DayRange } from './range-days.ts';
import { RANGE_FILES, rangeIn } from './range-folder.ts';
import { rangeText } from './range-text.ts';
import { RANGE, type Range, type RangeContent } from './range.ts';
import { reportDay } from './report-day.ts';
import { loadReport, writeChanged } from './report-folder.ts';
import type { Report } from './report.ts';
import { worthOver } from './worth-over.ts';
import { weekBeforeOf } from './week-before.ts';

/** A report of several days in its place, and what issuing it did. */
export interface IssuedRange {
  readonly range: Range;
  readonly outcome: 'issued' | 'reissued' | 'unchanged';
  readonly folder: string;
}

/**
 * Puts the reports of days together, each beside the same weekday of the week before. A day's
 * report is read where it exists and made where it lacks. It is put into
 * `reports/weeks/<YYYY-Www>/` or `reports/ranges/<from>..<to>/`; one that reads the same is left as it is.
 *
 * @throws NotFoundError `REPORT_DAY_EMPTY` when the lake has no line of any of the days;
 *   UnavailableError `DISK_FULL`
 */
export async function reportRange(sources: ReportSources, range: DayRange): Promise<IssuedRange> {
  const days: RangeDay[] = [];
  const missing: string[] = [];
  for (const day of daysOf(range)) {
    const before = await reportOf(sources, weekBeforeOf(day));
    const report = await reportOf(sources, day);
    if (report === null) missing.push(day);
    else days.push({ report, before });
  }
  if (days.length === 0)
    throw errorOf('REPORT_RANGE_EMPTY', { found: `${range.from}..${range.to}` });
  const uplift = await worthOver(sources, {
    fromDay: days[0]!.report.day,
    toDay: days.at(-1)!.report.day,
  });
  return issue(sources, measureRange(range, { days, missing, uplift }));
}

/** The report of a day, made where it lacks; `null` where the lake has nothing of it. */
async function reportOf(sources: ReportSources, day: string): Promise<Report | null> {
  const there = loadReport(sources.home, day);
  if (there !== null) return there;
  try {
    return (await reportDay(sources, day)).report;
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError && thrown.code === 'REPORT_DAY_EMPTY') return null;
    throw thrown;
  }
}

const rangeFolder = (home: Home, { from, to, week }: DayRange): string =>
  week === null
    ? join(home.reports, 'ranges', `${from}..${to}`)
    : join(home.reports, 'weeks', week);

function issue({ home, clock }: ReportSources, content: RangeContent): IssuedRange {
  const folder = rangeFolder(home, content);
  const last = rangeIn(folder);
  const before = last === null ? null : contentOf(last);
  const same = before !== null && canonicalJson(before as Json) === canonicalJson(content as Json);
  const range = RANGE.parse({
    ...content,
    revision: (last?.revision ?? 0) + (same ? 0 : 1),
    issuedAt: same ? last!.issuedAt : new Date(clock.nowMs()).toISOString(),
    changes: same ? last!.changes : before === null ? [] : differences(before, content, DERIVED),
  });
  mkdirSync(folder, { recursive: true });
  writeChanged(join(folder, RANGE_FILES.html), rangePage(range));
  writeChanged(join(folder, RANGE_FILES.text), rangeText(range));
  writeChanged(join(folder, RANGE_FILES.json), `${JSON.stringify(range, null, 2)}\n`);
  return {
    range,
    outcome: same ? 'unchanged' : range.revision === 1 ? 'issued' : 'reissued',
    folder,
  };
}

/** Keys that follow from the others. */
const DERIVED = ['headline', 'findings'];

function contentOf(range: Range): RangeContent {
  const { revision: _revision, issuedAt: _issuedAt, changes: _changes, ...content } = range;
  return content;
}
