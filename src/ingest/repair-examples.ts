import { join } from 'node:path';
import { sqlPaths, type Tables } from '../store/index.ts';
import type { Segment } from './segment.ts';
import { settlementsOf, type Settlements } from './settlement.ts';
import { SEGMENT_FILES } from './segment-files.ts';

/** One line that was repaired. */
export interface RepairExample {
  readonly position: number;
  /** Why it could not be used as it came. */
  readonly reason: string;
  /** As it came and as it is used, at most 200 characters each. */
  readonly line: string;
  readonly repaired: string;
}

/** Some repaired lines, the first of each reason before second ones. */
export async function repairExamples(
  tables: Tables,
  segments: readonly Segment[],
  settlements: Settlements,
  limit = 5,
): Promise<RepairExample[]> {
  const paths = [...segments, ...settlementsOf(segments, settlements)]
    .filter(({ manifest }) => manifest.content.ledger.repaired > 0)
    .map(({ folder }) => join(folder, SEGMENT_FILES.repairs));
  if (paths.length === 0) return [];
  return tables.rows<RepairExample>(
    `SELECT position, reason, left(line, 200) AS line, left(repaired, 200) AS repaired
     FROM read_parquet(${sqlPaths(paths)}, filename = true)
     ORDER BY row_number() OVER (PARTITION BY reason ORDER BY position, filename), reason
     LIMIT ?`,
    [limit],
  );
}
