import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineTexts } from './line-texts.ts';

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
export function repairBatch({ raw, accepted, repairs }: Leaf): ColumnBatch {
  const textAt = lineTexts({ bytes: raw.bytes(), ...accepted }, 0, accepted.positions.length);
  const rows = accepted.positions.flatMap((position, row) => {
    const repair = repairs.get(position);
    return repair === undefined ? [] : [{ position, row, ...repair }];
  });
  return {
    rowCount: rows.length,
    columns: [
      rows.map(({ position }) => position),
      rows.map(({ reason }) => reason),
      rows.map(({ row }) => textAt(row)),
      rows.map(({ line }) => line),
    ],
  };
}
