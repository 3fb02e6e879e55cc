import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import {
  listRanges,
  rangePath,
  type Range,
  type RangeName,
  type Report,
} from '../../monitoring/index.ts';
import { documentPolicy } from '../control-records.ts';
import { reportDays } from '../control-read-reports.ts';
import { refuseControl } from '../control-refusals.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { REPORT_CONTRACTS } from './contracts/reports.ts';
import { pageOf } from './cursors.ts';
import { keptRanges, type KeptReports } from './kept-reports.ts';

/** Adds the reports of days, weeks and other ranges. */
export function addReportRoutes(
  app: FastifyInstance,
  { home }: ControlParts,
  reports: KeptReports,
): void {
  const ranges = keptRanges(home);
  addControlRoute(app, REPORT_CONTRACTS.reports, ({ query }) => {
    const { from = '', to = '9999-12-31' } = query;
    const days = reportDays(home);
    const wanted = days.filter((day) => day >= from && day <= to);
    const { entries, next } = pageOf(wanted, query, (day) => day);
    return {
      days,
      reports: entries.flatMap((day) => {
        const report = reports.load(day);
        return report === null ? [] : [headlineOf(report)];
      }),
      next,
    };
  });
  addControlRoute(app, REPORT_CONTRACTS.report, ({ params: { day } }) => {
    const report = reports.load(day);
    if (report === null) throw errorOf('RECORD_UNKNOWN', { what: 'report of', id: day });
    return report;
  });
  addControlRoute(app, REPORT_CONTRACTS.ranges, () => ({
    ranges: listRanges(home).flatMap((name) => {
      const range = ranges.load(name.key);
      return range === null ? [] : [rangeHeadline(name, range)];
    }),
  }));
  addControlRoute(app, REPORT_CONTRACTS.range, ({ params: { key } }) => {
    const range = ranges.load(key);
    if (range === null) throw errorOf('RECORD_UNKNOWN', { what: 'report of', id: key });
    return range;
  });
  app.get<{ Params: { readonly key: string } }>('/reports/of/:key', (request, reply) => {
    const path = rangePath(home, request.params.key, 'html');
    if (path === null || !existsSync(path)) return refuseControl(reply, 'no-report');
    const text = readFileSync(path, 'utf8');
    return reply
      .header('content-security-policy', documentPolicy(text))
      .type('text/html; charset=utf-8')
      .send(text);
  });
}

function rangeHeadline({ key, kind }: RangeName, range: Range) {
  const { from, to, days, revision, issuedAt, headline, findings } = range;
  const weighing = (weight: string): number =>
    findings.filter(({ severity }) => severity === weight).length;
  return {
    key,
    kind,
    from,
    to,
    days: days.length,
    isComplete: days.every(({ complete }) => complete),
    revision,
    issuedAt,
    headline: [...headline],
    findings: { warn: weighing('warn'), block: weighing('block') },
    url: `/reports/of/${key}`,
  };
}

function headlineOf(report: Report) {
  const { viewing, worth, champion, findings } = report;
  const weighing = (weight: string): number =>
    findings.filter(({ severity }) => severity === weight).length;
  return {
    day: report.day,
    revision: report.revision,
    issuedAt: report.issuedAt,
    isComplete: report.data.complete,
    headline: [...report.headline],
    requests: report.requests,
    availability: report.availability,
    latencyP99Ms: report.latencyMs.p99,
    personalisedShare: report.personalised.share,
    viewers: viewing.viewers,
    minutes: viewing.minutes,
    recommendedMinuteShare: viewing.recommended.minuteShare,
    worth: (worth.range ?? worth.day)?.minutesPerUserDay ?? null,
    champion: champion.changes.at(-1)?.to ?? champion.atStart,
    findings: { note: weighing('note'), warn: weighing('warn'), block: weighing('block') },
    drifted: report.drift.drifted.length,
    url: `/reports/${report.day}`,
  };
}
