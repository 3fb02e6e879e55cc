import type { StreamEvent } from '../domain/stream-event.ts';
import type { LineDecoder } from '../events/index.ts';
import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineTexts } from './line-texts.ts';

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

/**
 * The accepted events of a leaf as rows of `events.parquet`. They are decoded once more from the
 * raw lines: that costs less than keeping a million events in memory until they are written.
 */
export function eventBatch(leaf: Leaf, decoder: LineDecoder): ColumnBatch {
  const { accepted } = leaf;
  const rowCount = accepted.positions.length;
  const textAt = lineTexts({ bytes: leaf.raw.bytes(), ...accepted }, 0, rowCount);
  const columns = Object.fromEntries(
    Object.keys(EVENT_COLUMNS).map((name) => [name, new Array<unknown>(rowCount).fill(null)]),
  ) as Record<keyof typeof EVENT_COLUMNS, unknown[]>;
  for (let row = 0; row < rowCount; row++) {
    const repair = leaf.repairs.get(accepted.positions[row]!);
    const decoded = decoder.decode(repair?.line ?? textAt(row)!);
    if (decoded.ok) fillRow(columns, row, decoded.event);
  }
  return { rowCount, columns: Object.values({ ...columns, position: accepted.positions }) };
}

function fillRow(
  columns: Record<keyof typeof EVENT_COLUMNS, unknown[]>,
  row: number,
  event: StreamEvent,
): void {
  columns.kind[row] = event.kind;
  columns.time_ms[row] = event.time.ms;
  columns.time_nanos[row] = event.time.nanos;
  columns.user_id[row] = event.userId;
  if (event.kind === 'watch' || event.kind === 'rating') columns.item_id[row] = event.itemId;
  if (event.kind === 'watch') {
    columns.minute[row] = event.minute;
    columns.watched_minutes[row] = event.watchedMinutes ?? null;
  }
  if (event.kind === 'rating') columns.rating[row] = event.rating;
  if (event.kind !== 'recommendation') return;
  columns.host[row] = event.host;
  columns.status[row] = event.status;
  columns.item_ids[row] = event.itemIds;
  columns.error_text[row] = event.errorText;
  columns.latency_ms[row] = event.latencyMs;
}
