import { eventsPath, type Segment } from '../../ingest/index.ts';
import { sqlPaths, type Tables } from '../../store/index.ts';

/**
 * Counts which part of a segment's events came later than an instant. The last segment of a log
 * is made anew with more lines until it is full, and may hold many quiet days and a busy one: its time alone
 * does not tell. Each segment is counted once for an instant.
 *
 * @returns gives the part, 0 … 1
 */
export function countPartAfter(
  tables: Tables,
): (segment: Segment, instantMs: number) => Promise<number> {
  let known = { instantMs: Number.NaN, parts: new Map<string, number>() };
  return async (segment, instantMs) => {
    if (known.instantMs !== instantMs) known = { instantMs, parts: new Map() };
    const before = known.parts.get(segment.id);
    if (before !== undefined) return before;
    const [row] = await tables.rows<{ part: number }>(`SELECT
      count(*) FILTER (WHERE time_ms > ${instantMs}) / greatest(count(*), 1)::DOUBLE AS part
      FROM read_parquet(${sqlPaths([eventsPath(segment)])})`);
    known.parts.set(segment.id, row!.part);
    return row!.part;
  };
}
