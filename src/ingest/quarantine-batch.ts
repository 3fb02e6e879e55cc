import type { ColumnBatch, ColumnType } from '../store/index.ts';
import type { Leaf } from './leaf.ts';
import { lineText } from './line-texts.ts';

/** Columns of `quarantine.parquet`. Of `line` and `bytes_base64` exactly one is not NULL. */
export const QUARANTINE_COLUMNS = {
  position: 'BIGINT',
  reason: 'VARCHAR',
  line: 'VARCHAR',
  bytes_base64: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** The quarantined lines of a leaf as rows of `quarantine.parquet`. */
export function quarantineBatch({ raw, rejected, reasons }: Leaf): ColumnBatch {
  const rowCount = reasons.length;
  const bytes = raw.bytes();
  const textAt = lineText({ bytes, ...rejected });
  const lines = reasons.map((_, row) => textAt(row));
  const base64 = lines.map((line, row) =>
    line === null
      ? Buffer.from(bytes.subarray(rejected.starts[row], rejected.ends[row])).toString('base64')
      : null,
  );
  return { rowCount, columns: [rejected.positions, reasons, lines, base64] };
}
