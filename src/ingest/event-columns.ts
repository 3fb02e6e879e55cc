import type { ColumnType } from '../store/index.ts';

/** Columns of `events.parquet`. NULL where an event of the kind has no such part. */
export const EVENT_COLUMNS = {
  kind: 'VARCHAR',
  time_ms: 'BIGINT',
  time_nanos: 'INTEGER',
  user_id: 'VARCHAR',
  item_id: 'VARCHAR',
  minute: 'INTEGER',
  watched_minutes: 'INTEGER',
  rating: 'DOUBLE',
  host: 'VARCHAR',
  status: 'INTEGER',
  item_ids: 'VARCHAR[]',
  error_text: 'VARCHAR',
  latency_ms: 'INTEGER',
  position: 'BIGINT',
} as const satisfies Record<string, ColumnType>;
