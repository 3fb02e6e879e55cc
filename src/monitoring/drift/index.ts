export { loadProfile, type DayProfile } from './day-profile.ts';
export { blockingReason, driftFindings } from './drift-findings.ts';
export { DRIFT_COLUMNS } from './drift-columns.ts';
export { DRIFT, type Drift } from './drift-schema.ts';
export { FALSE_ALARM_RATE } from './judge-drift.ts';
export { measureDrift } from './measure-drift.ts';
export { receiptScores } from './receipt-scores.ts';
