import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { errorOf } from '../../domain/errors.ts';
import { listRanges, loadRange, rangePagePath, type Report } from '../../monitoring/index.ts';
import { documentPolicy } from '../control-records.ts';
import { reportDays } from '../control-read-reports.ts';
import { refuseControl } from '../control-refusals.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { REPORT_CONTRACTS } from './contracts/reports.ts';
import { pageOf } from './cursors.ts';
import type { KeptReports } from './kept-reports.ts';

/** Adds the reports of days, weeks and other ranges. */
export function addReportRoutes(
  app: FastifyInstance,
  { home }: ControlParts,
  reports: KeptReports,
): void {
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
    ranges: listRanges(home).map(({ key, kind }) => ({ key, kind, url: `/reports/of/${key}` })),
  }));
  addControlRoute(app, REPORT_CONTRACTS.range, ({ params: { key } }) => {
    const range = loadRange(home, key);
    if (range === null) throw errorOf('RECORD_UNKNOWN', { what: 'report of', id: key });
    return range;
  });
  app.get<{ Params: { readonly key: string } }>('/reports/of/:key', (request, reply) => {
    const path = rangePagePath(home, request.params.key);
    if (path === null || !existsSync(path)) return refuseControl(reply, 'no-report');
    const text = readFileSync(path, 'utf8');
    return reply
      .header('content-security-policy', documentPolicy(text))
      .type('text/html; charset=utf-8')
      .send(text);
  });
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
