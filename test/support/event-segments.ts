import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LineRange } from '../../src/datasets/index.ts';
import type { Tables } from '../../src/store/index.ts';

/** One accepted event as a test writes it down; what a kind lacks is left out. */
export interface EventRow {
  readonly kind: 'watch' | 'rating' | 'recommendation' | 'account';
  readonly ms: number;
  readonly user: string;
  readonly item?: string;
  readonly minute?: number;
  readonly watchedMinutes?: number;
  readonly rating?: number;
  readonly status?: number;
  readonly items?: readonly string[];
}

/** Writes rows in the layout of a segment's `events.parquet`. */
export async function writeEvents(
  tables: Tables,
  folder: string,
  rows: readonly EventRow[],
): Promise<{ id: string; eventsPath: string; lines: LineRange }> {
  mkdirSync(folder, { recursive: true });
  const eventsPath = join(folder, 'events.parquet');
  const writer = await tables.writeParquet(eventsPath, {
    kind: 'VARCHAR',
    time_ms: 'BIGINT',
    user_id: 'VARCHAR',
    item_id: 'VARCHAR',
    minute: 'INTEGER',
    watched_minutes: 'INTEGER',
    rating: 'DOUBLE',
    status: 'INTEGER',
    item_ids: 'VARCHAR[]',
  });
  const column = (of: (row: EventRow) => unknown): unknown[] => rows.map((row) => of(row) ?? null);
  await writer.append({
    rowCount: rows.length,
    columns: [
      column((r) => r.kind),
      column((r) => r.ms),
      column((r) => r.user),
      column((r) => r.item),
      column((r) => r.minute),
      column((r) => r.watchedMinutes),
      column((r) => r.rating),
      column((r) => r.status),
      column((r) => r.items),
    ],
  });
  await writer.close();
  return {
    id: folder,
    eventsPath,
    lines: { source: 'test', partition: 0, from: 0, to: rows.length },
  };
}
