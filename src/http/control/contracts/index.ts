import { ALERT_CONTRACTS } from './alerts.ts';
import { DATA_CONTRACTS } from './data.ts';
import { EXPERIMENT_READING_CONTRACTS } from './experiment-reading.ts';
import { EXPERIMENT_CONTRACTS } from './experiments.ts';
import { MODEL_CONTRACTS } from './models.ts';
import { OPERATION_CONTRACTS } from './operations.ts';
import { RECEIPT_CONTRACTS } from './receipts.ts';
import { REPORT_CONTRACTS } from './reports.ts';
import { SESSION_CONTRACTS } from './session.ts';

/** Every route of the control server that gives or takes JSON. */
export const CONTROL_CONTRACTS = {
  ...SESSION_CONTRACTS,
  ...DATA_CONTRACTS,
  ...MODEL_CONTRACTS,
  ...OPERATION_CONTRACTS,
  ...REPORT_CONTRACTS,
  ...ALERT_CONTRACTS,
  ...RECEIPT_CONTRACTS,
  ...EXPERIMENT_CONTRACTS,
  ...EXPERIMENT_READING_CONTRACTS,
} as const;
