import { ALLOWED_VALUES } from './allowed-values.ts';
import { COLUMN_MISSING } from './column-missing.ts';
import { COLUMN_NEW } from './column-new.ts';
import { COLUMN_TYPE } from './column-type.ts';
import { DAILY_VOLUME } from './daily-volume.ts';
import { DUPLICATE_LINES } from './duplicate-lines.ts';
import { DUPLICATE_VALUES } from './duplicate-values.ts';
import { FRESHNESS } from './freshness.ts';
import { HOURLY_VOLUME } from './hourly-volume.ts';
import type { KindFacts, KindName } from './kind-facts.ts';
import { LIST_LENGTH } from './list-length.ts';
import { MISSING_VALUES } from './missing-values.ts';
import { NULL_VALUES } from './null-values.ts';
import { PATTERN } from './pattern.ts';
import { PENDING_LINES } from './pending-lines.ts';
import { QUARANTINE_REASON } from './quarantine-reason.ts';
import { QUARANTINED_LINES } from './quarantined-lines.ts';
import { RANGE } from './range.ts';
import { REFERENCE } from './reference.ts';
import { REPAIRED_LINES } from './repaired-lines.ts';
import { ROW_COUNT } from './row-count.ts';
import { TEXT_LENGTH } from './text-length.ts';
import { UNACCOUNTED_LINES } from './unaccounted-lines.ts';

/** Every kind of check with what people are told of it. */
export const KINDS: Readonly<Record<KindName, KindFacts>> = {
  'column-missing': COLUMN_MISSING,
  'column-type': COLUMN_TYPE,
  'column-new': COLUMN_NEW,
  'null-values': NULL_VALUES,
  'missing-values': MISSING_VALUES,
  'allowed-values': ALLOWED_VALUES,
  pattern: PATTERN,
  range: RANGE,
  'text-length': TEXT_LENGTH,
  'list-length': LIST_LENGTH,
  'duplicate-values': DUPLICATE_VALUES,
  'row-count': ROW_COUNT,
  reference: REFERENCE,
  'daily-volume': DAILY_VOLUME,
  'hourly-volume': HOURLY_VOLUME,
  freshness: FRESHNESS,
  'unaccounted-lines': UNACCOUNTED_LINES,
  'quarantined-lines': QUARANTINED_LINES,
  'quarantine-reason': QUARANTINE_REASON,
  'repaired-lines': REPAIRED_LINES,
  'duplicate-lines': DUPLICATE_LINES,
  'pending-lines': PENDING_LINES,
};
