import { isUtf8 } from 'node:buffer';
import type { QuarantineReason } from '../events/index.ts';
import type { ColumnBatch, ColumnType } from '../store/index.ts';

/** Columns of `quarantine.parquet`. Of `line` and `bytes_base64` exactly one is not NULL. */
export const QUARANTINE_COLUMNS = {
  position: 'BIGINT',
  reason: 'VARCHAR',
  /** The line, where its bytes are UTF-8. */
  line: 'VARCHAR',
  bytes_base64: 'VARCHAR',
} as const satisfies Record<string, ColumnType>;

/** Lines on their way into `quarantine.parquet`. */
export interface QuarantineColumns {
  /** @param position offset of the line @param bytes the line, exactly; copied */
  push(position: number, reason: QuarantineReason, bytes: Uint8Array): void;
  batch(): ColumnBatch;
  /** One `position,reason` per line, for hashing. */
  canonicalRows(): string;
}

/** Columns without a row. */
export function quarantineColumns(): QuarantineColumns {
  const positions: number[] = [];
  const reasons: QuarantineReason[] = [];
  const lines: (string | null)[] = [];
  const base64: (string | null)[] = [];
  return {
    push: (position, reason, bytes) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const readable = isUtf8(buffer);
      positions.push(position);
      reasons.push(reason);
      lines.push(readable ? buffer.toString('utf8') : null);
      base64.push(readable ? null : buffer.toString('base64'));
    },
    batch: () => ({
      rowCount: positions.length,
      columns: [positions, reasons, lines, base64],
    }),
    canonicalRows: () => positions.map((at, row) => `${at},${reasons[row]}\n`).join(''),
  };
}
