import { join } from 'node:path';
import {
  quarantineExamples,
  SEGMENT_FILES,
  settledLedger,
  settlementsOf,
  type Segment,
  type Settlements,
} from '../ingest/index.ts';
import type { SetAside } from '../quality/index.ts';
import { sqlPaths, type Tables } from '../store/index.ts';

/** Examples of each reason. */
const EXAMPLES = 3;
/** Longest line that is told whole, in characters. */
const LONGEST = 200;

/** The lines of some segments that cannot be used, by reason, the most frequent first. */
export async function quarantinedOf(
  tables: Tables,
  segments: readonly Segment[],
  settlements: Settlements,
): Promise<SetAside[]> {
  const examples = await quarantineExamples(tables, segments, settlements, EXAMPLES);
  return Object.entries(settledLedger(segments, settlements).quarantined)
    .map(([reason, lines]) => ({
      reason,
      lines,
      examples: examples.filter((example) => example.reason === reason).map(({ line }) => line),
    }))
    .sort(byLines);
}

/** The lines of some segments that were repaired, by reason, the most frequent first. */
export async function repairedOf(
  tables: Tables,
  segments: readonly Segment[],
  settlements: Settlements,
): Promise<SetAside[]> {
  const files = [...segments, ...settlementsOf(segments, settlements)]
    .filter(({ manifest }) => manifest.content.ledger.repaired > 0)
    .map(({ folder }) => join(folder, SEGMENT_FILES.repairs));
  if (files.length === 0) return [];
  const rows = await tables.rows<{ reason: string; lines: number; example: string }>(
    `SELECT reason, n AS lines, left(line, ${LONGEST}) || ' → ' || left(repaired, ${LONGEST}) AS example
     FROM (SELECT *, count(*) OVER (PARTITION BY reason) AS n,
             row_number() OVER (PARTITION BY reason ORDER BY position, line, repaired) AS place
           FROM read_parquet(${sqlPaths(files)}))
     WHERE place <= ${EXAMPLES} ORDER BY reason, place`,
  );
  return Object.entries(Object.groupBy(rows, ({ reason }) => reason))
    .map(([reason, group]) => ({
      reason,
      lines: group![0]!.lines,
      examples: group!.map(({ example }) => example),
    }))
    .sort(byLines);
}

const byLines = (a: SetAside, b: SetAside): number =>
  b.lines - a.lines || (a.reason < b.reason ? -1 : 1);
