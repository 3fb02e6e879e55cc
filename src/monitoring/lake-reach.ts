import { eventsPath, type Segment } from '../ingest/index.ts';
import { sqlPaths } from '../store/index.ts';

/** Segments that hold an event of [fromMs, toMs). */
export const segmentsWithin = (
  segments: readonly Segment[],
  fromMs: number,
  toMs: number,
): Segment[] =>
  segments.filter(({ manifest: { content } }) =>
    content.minTimeMs === null || content.maxTimeMs === null
      ? false
      : content.minTimeMs < toMs && content.maxTimeMs >= fromMs,
  );

/**
 * Until when the lake knows what happened: the last event time of the partition that is furthest
 * behind, of those that have events in [fromMs, toMs). `null` when none has.
 */
export function reachOf(segments: readonly Segment[], fromMs: number, toMs: number): number | null {
  const ends = new Map<string, number>();
  for (const { manifest } of segments) {
    const { source, partition, maxTimeMs } = manifest.content;
    const key = JSON.stringify([source, partition]);
    if (maxTimeMs !== null) ends.set(key, Math.max(ends.get(key) ?? -Infinity, maxTimeMs));
  }
  const within = segmentsWithin(segments, fromMs, toMs).map(({ manifest: { content } }) =>
    JSON.stringify([content.source, content.partition]),
  );
  return within.length === 0 ? null : Math.min(...within.map((key) => ends.get(key)!));
}

/** The accepted events of [fromMs, toMs) as a relation. */
export function eventsWithin(segments: readonly Segment[], fromMs: number, toMs: number): string {
  const within = segmentsWithin(segments, fromMs, toMs);
  if (within.length === 0) return NO_EVENTS;
  const paths = within.map(eventsPath);
  return `(SELECT * FROM read_parquet(${sqlPaths(paths)}) WHERE time_ms >= ${fromMs} AND time_ms < ${toMs})`;
}

const NO_EVENTS = `(SELECT NULL::VARCHAR AS kind, NULL::BIGINT AS time_ms, NULL::INTEGER AS time_nanos,
  NULL::VARCHAR AS user_id, NULL::VARCHAR AS item_id, NULL::INTEGER AS minute, NULL::DOUBLE AS rating,
  NULL::VARCHAR AS host, NULL::INTEGER AS status, NULL::VARCHAR[] AS item_ids,
  NULL::VARCHAR AS error_text, NULL::INTEGER AS latency_ms, NULL::BIGINT AS position WHERE false)`;
