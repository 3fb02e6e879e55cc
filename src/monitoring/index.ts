export {
  alertsJsonSchema,
  checkAlerts,
  deliverDue,
  loadAlerts,
  SHIPPED_ALERTS,
  silence,
  silencesAt,
  type AlertMessage,
  type CheckedAlerts,
  type CheckedRule,
  type Delivered,
} from './alerts/index.ts';
export { FALSE_ALARM_RATE } from './drift/index.ts';
export { ATTRIBUTION } from './attribution.ts';
export { touchedDays } from './came-later.ts';
export { reportDay, type IssuedReport } from './report-day.ts';
export type { ReportSources } from './measure-day.ts';
export { latestReport, listReports, loadReport, REPORT_FILES } from './report-folder.ts';
export { REPORT, reportJsonSchema, type Report, type ReportContent } from './report.ts';
