import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineText } from './line-texts.ts';

/** Columns of `repairs.parquet`. */
export const REPAIR_COLUMNS = {
  position: 'BIGINT',
  /** Why the line could not be used as it came. */
  reason: 'VARCHAR',
  /** As it came; always text, for only text is repaired. */
  line: 'VARCHAR',
  /** As it is used. */
  repaired: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** The repaired lines of a leaf as rows of `repairs.parquet`. */
export function repairBatch({ raw, repairs }: Leaf): ColumnBatch {
  const rows = [...repairs.values()];
  const starts = rows.map(({ place }) => place.start);
  const ends = rows.map(({ place }) => place.end);
  const textAt = lineText({ bytes: raw.bytes(), starts, ends });
  return {
    rowCount: rows.length,
    columns: [
      rows.map(({ place }) => place.position),
      rows.map(({ reason }) => reason),
      rows.map((_, row) => textAt(row)),
      rows.map(({ line }) => line),
    ],
  };
}
