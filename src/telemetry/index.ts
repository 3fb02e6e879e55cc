export {
  openExposureLog,
  type ExposureLog,
  type ExposureLogSettings,
  type ExposureLogStatus,
  type ReceiptFate,
} from './exposure-log.ts';
export { jsonLogger, type LogDetails, type Logger } from './logger.ts';
export { parseReceipt } from './parse-receipt.ts';
export { findReceipt, readReceipts, type ReadReceiptsOptions } from './read-receipts.ts';
export { readRoleBoards, roleBoard, type RoleBoard, type RoleState } from './role-board.ts';
export { receiptIds, receiptTimeMs } from './receipt-id.ts';
export {
  LATENCY_BUCKETS_SECONDS,
  serveMetrics,
  type HistoryFigures,
  type ModelInfo,
  type ServeMetrics,
  type ServeMetricsSources,
} from './serve-metrics.ts';
export type { ShadowSeries } from './shadow-metrics.ts';
export type { SwapFigures } from './swap-metrics.ts';
export { throttledWarnings, type ThrottledWarning } from './throttled-warnings.ts';
export { latestReceipts, type LatestReceipts } from './latest-receipts.ts';
