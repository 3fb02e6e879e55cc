import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineTexts } from './line-texts.ts';

/** Columns of `pending.parquet`. */
export const PENDING_COLUMNS = {
  position: 'BIGINT',
  line: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** The lines of a leaf that wait for the catalogue, as rows of `pending.parquet`. */
export function pendingBatch({ raw, pending }: Leaf): ColumnBatch {
  const rowCount = pending.positions.length;
  const textAt = lineTexts({ bytes: raw.bytes(), ...pending }, 0, rowCount);
  return { rowCount, columns: [pending.positions, pending.positions.map((_, row) => textAt(row))] };
}
