export { worthOver } from './worth-over.ts';
export type { Fairness } from './fairness-schema.ts';
export type { Segments } from './segments-schema.ts';
export type { Uplift, Worth } from './worth-schema.ts';
export { upliftOf, type ArmOutcomes, type UpliftFigures } from './uplift.ts';
export {
  alertsJsonSchema,
  checkAlerts,
  deliverDue,
  liftSilence,
  loadAlerts,
  loadRunbook,
  loadStandings,
  runbookNames,
  SHIPPED_ALERTS,
  silence,
  silencesAt,
  type AlertMessage,
  type CheckedAlerts,
  type CheckedRule,
  type Delivered,
} from './alerts/index.ts';
export type {
  ExperimentReportInput,
  LoggedDecision,
  UserSegments,
} from './experiment/report-input.ts';
export {
  lookAtExperiments,
  type ExperimentLooks,
  type Looked,
  type NotLooked,
} from './experiment/look-at-experiments.ts';
export { logNow, type LogNow } from './experiment/log-now.ts';
export { forecastPlan, type PlanForecast } from './experiment/forecast-plan.ts';
export { userGroups } from './experiment/user-groups.ts';
export {
  currentFacts,
  watchStep,
  type FactsPorts,
  type StepWatch,
} from './experiment/step-watch.ts';
export { gatherReport } from './experiment/gather-report.ts';
export { experimentPage } from './experiment/report-page.ts';
export {
  EXPERIMENT_REPORT,
  experimentReportJsonSchema,
  type ExperimentReport,
} from './experiment/report-schema.ts';
export { experimentText } from './experiment/report-text.ts';
export { experimentReport } from './experiment/report.ts';
export {
  DRIFT_COLUMNS,
  FALSE_ALARM_RATE,
  loadProfile,
  type Drift,
  type DayProfile,
} from './drift/index.ts';
export { ATTRIBUTION } from './attribution.ts';
export { touchedDays } from './came-later.ts';
export { parseDayRange, parseWeek, type DayRange } from './range-days.ts';
export { listRanges, loadRange, rangePath, type RangeName } from './range-folder.ts';
export { rangeText } from './range-text.ts';
export { RANGE, rangeJsonSchema, type Range } from './range.ts';
export { reportDay, type IssuedReport } from './report-day.ts';
export { reportRange, type IssuedRange } from './report-range.ts';
export { ADVISED_SECTIONS } from './to-do.ts';
export { reportText } from './report-text.ts';
export type { ReportSources } from './measure-day.ts';
export { latestReport, listReports, loadReport, REPORT_FILES } from './report-folder.ts';
export { REPORT, reportJsonSchema, type Report, type ReportContent } from './report.ts';
