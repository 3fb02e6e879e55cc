import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineText } from './line-texts.ts';

/** Columns of `pending.parquet`. */
export const PENDING_COLUMNS = {
  position: 'BIGINT',
  line: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** The lines of a leaf that wait for the catalogue, as rows of `pending.parquet`. */
export function pendingBatch({ raw, pending }: Leaf): ColumnBatch {
  const rowCount = pending.positions.length;
  const textAt = lineText({ bytes: raw.bytes(), ...pending });
  return { rowCount, columns: [pending.positions, pending.positions.map((_, row) => textAt(row))] };
}
