import { sqlPaths, type Tables } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { unsettledFiles, type Settlements } from './settlement.ts';

/** One line that could not be used. */
export interface QuarantineExample {
  readonly reason: string;
  readonly position: number;
  /** The line as far as it can be shown: at most 200 characters, base64 where it is no text. */
  readonly line: string;
}

/** Up to `perReason` quarantined lines of each reason, the earliest ones. */
export async function quarantineExamples(
  tables: Tables,
  segments: readonly Segment[],
  settlements: Settlements,
  perReason = 3,
): Promise<QuarantineExample[]> {
  const paths = unsettledFiles(segments, settlements, 'quarantine').map(({ path }) => path);
  if (paths.length === 0) return [];
  return tables.rows<QuarantineExample>(
    `SELECT reason, position, left(coalesce(line, bytes_base64), 200) AS line
     FROM read_parquet(${sqlPaths(paths)}, filename = true)
     QUALIFY row_number() OVER (PARTITION BY reason ORDER BY position, filename) <= ?
     ORDER BY reason, position, filename`,
    [perReason],
  );
}
