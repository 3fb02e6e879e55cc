import type { StreamEvent } from '../domain/stream-event.ts';
import type { ColumnBatch, ColumnType } from '../store/index.ts';

/** Columns of `events.parquet`. NULL where an event of the kind has no such part. */
export const EVENT_COLUMNS = {
  kind: 'VARCHAR',
  time_ms: 'BIGINT',
  time_nanos: 'INTEGER',
  user_id: 'VARCHAR',
  item_id: 'VARCHAR',
  minute: 'INTEGER',
  rating: 'DOUBLE',
  host: 'VARCHAR',
  status: 'INTEGER',
  item_ids: 'VARCHAR[]',
  error_text: 'VARCHAR',
  latency_ms: 'INTEGER',
  position: 'BIGINT',
} as const satisfies Record<string, ColumnType>;

/** Accepted events on their way into `events.parquet`. */
export interface EventColumns {
  /** @param position offset of the event's line */
  push(position: number, event: StreamEvent): void;
  batch(): ColumnBatch;
}

/** Columns without a row. */
export function eventColumns(): EventColumns {
  const kind: string[] = [];
  const timeMs: number[] = [];
  const nanos: number[] = [];
  const user: string[] = [];
  const item: (string | null)[] = [];
  const minute: (number | null)[] = [];
  const rating: (number | null)[] = [];
  const host: (string | null)[] = [];
  const status: (number | null)[] = [];
  const items: (readonly string[] | null)[] = [];
  const errorText: (string | null)[] = [];
  const latency: (number | null)[] = [];
  const positions: number[] = [];
  return {
    push: (position, event) => {
      const answer = event.kind === 'recommendation' ? event : null;
      kind.push(event.kind);
      timeMs.push(event.time.ms);
      nanos.push(event.time.nanos);
      user.push(event.userId);
      item.push(event.kind === 'watch' || event.kind === 'rating' ? event.itemId : null);
      minute.push(event.kind === 'watch' ? event.minute : null);
      rating.push(event.kind === 'rating' ? event.rating : null);
      host.push(answer === null ? null : answer.host);
      status.push(answer === null ? null : answer.status);
      items.push(answer === null ? null : answer.itemIds);
      errorText.push(answer === null ? null : answer.errorText);
      latency.push(answer === null ? null : answer.latencyMs);
      positions.push(position);
    },
    batch: () => ({
      rowCount: kind.length,
      columns: [
        kind,
        timeMs,
        nanos,
        user,
        item,
        minute,
        rating,
        host,
        status,
        items,
        errorText,
        latency,
        positions,
      ],
    }),
  };
}
