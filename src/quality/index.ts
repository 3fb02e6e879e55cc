export type { Standing } from './standing.ts';
export { checkItem } from './check-item.ts';
export { checkMinute, type MinuteStanding } from './check-minute.ts';
export { checkUser } from './check-user.ts';
export { duplicateWindow, WINDOW_HOURS, type DuplicateWindow } from './duplicate-window.ts';
export { explainLine, type LineExplanation } from './explain-line.ts';
export { judgeEvent, type EventVerdict } from './judge-event.ts';
export {
  candidatesOf,
  repairLine,
  standingOfCandidate,
  type RepairAttempt,
  type RepairCandidate,
  type RepairGrounds,
} from './repair-line.ts';
export { userIdBound, type UserIdBound } from './user-id-bound.ts';
export {
  checkContracts,
  CONTRACT_TABLES,
  KIND_NAMES,
  KINDS,
  loadContracts,
  QUALITY,
  qualityFacts,
  qualityJsonSchema,
  SHIPPED_CONTRACTS,
  type Contract,
  type Contracts,
  type ContractTable,
  type DataInScope,
  type JudgedDay,
  type KindFacts,
  type KindName,
  type Quality,
  type QualityFacts,
  type SetAside,
} from './contract/index.ts';
export { qualityPage } from './page/quality-page.ts';
