export { upliftOf, type ArmOutcomes, type UpliftFigures } from './uplift.ts';
export { ATTRIBUTION } from './attribution.ts';
export { touchedDays } from './came-later.ts';
export { reportDay, type IssuedReport } from './report-day.ts';
export type { ReportSources } from './measure-day.ts';
export { latestReport, listReports, loadReport, REPORT_FILES } from './report-folder.ts';
export { REPORT, reportJsonSchema, type Report, type ReportContent } from './report.ts';
